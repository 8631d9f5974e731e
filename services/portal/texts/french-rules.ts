import type { RuleCode } from "#schema/rules.ts";

/** Rules in French: what each says, and what to do. */
export const frenchRules: Readonly<Record<RuleCode, { sentence: string; remedy: string }>> = {
  "malformed-json": {
    sentence: "Une ligne n’est pas une valeur JSON.",
    remedy: "Écrivez chaque service comme un objet JSON sur une ligne, et cherchez une ligne coupée.",
  },
  "invalid-utf8": {
    sentence: "Une ligne n’est pas de l’UTF-8 valide.",
    remedy: "Enregistrez le fichier en UTF-8, ou indiquez son codage au collecteur.",
  },
  "record-too-large": {
    sentence: "Une fiche dépasse la limite (1 Mio, sauf autre réglage du serveur).",
    remedy: "Raccourcissez textes et listes ; un service de taille usuelle tient en un ou deux kilooctets.",
  },
  "nested-too-deep": {
    sentence: "Une fiche imbrique objets et listes sur plus de 16 niveaux.",
    remedy: "N’envoyez que les champs de la fiche ; elle demande 5 niveaux.",
  },
  "duplicate-key": {
    sentence: "Un objet a deux fois la même clé : on ne sait quelle valeur vaut.",
    remedy: "Gardez-en une.",
  },
  "missing-field": {
    sentence: "Un champ obligatoire manque.",
    remedy: "Ajoutez-le ; si la réponse n’est pas connue, mettez la valeur qui le dit (criticality: not-assessed).",
  },
  "unknown-field": {
    sentence: "Un champ ne fait pas partie de la fiche.",
    remedy: "Corrigez l’orthographe ou retirez le champ.",
  },
  "wrong-type": {
    sentence: "Une valeur n’est pas de la nature du champ.",
    remedy: "Envoyez la nature que nomme le message ; nombres et true/false sans guillemets.",
  },
  "unknown-value": {
    sentence: "Une valeur n’est pas dans la liste du champ.",
    remedy: "Prenez une des valeurs de la liste, écrite exactement ainsi.",
  },
  "invalid-date": {
    sentence: "Une date n’existe pas, n’est pas écrite AAAA-MM-JJ, ou sort de la période du 1950-01-01 au 2199-12-31.",
    remedy: "Écrivez-la AAAA-MM-JJ ; retirez le champ si le jour n’est pas connu.",
  },
  "invalid-id": {
    sentence: "Un identifiant a des caractères ou une longueur qu’il ne peut avoir.",
    remedy:
      "Prenez lettres, chiffres et traits d’union (pour un service aussi . _ et :), en commençant par une lettre ou un chiffre.",
  },
  "invalid-digest": {
    sentence: "Une empreinte n’est pas `sha-256:` suivi de 64 chiffres hexadécimaux minuscules.",
    remedy: "Écrivez l’empreinte sous cette forme ou retirez-la.",
  },
  "invalid-text": {
    sentence:
      "Un texte est vide, trop long, ou contient des caractères qui ne s’impriment pas (fins de ligne, tabulations, sens d’écriture).",
    remedy: "Remplacez fins de ligne et tabulations par des espaces et raccourcissez le texte.",
  },
  "not-nfc": {
    sentence: "Un texte n’est pas en forme C de normalisation Unicode : deux textes d’aspect égal différeraient.",
    remedy: "Normalisez le fichier en NFC.",
  },
  "out-of-range": {
    sentence: "Un nombre est trop petit, trop grand, ou n’est pas entier.",
    remedy: "Envoyez un nombre dans l’intervalle que nomme le message.",
  },
  "too-many-items": {
    sentence: "Une liste d’un service a plus de 200 éléments.",
    remedy: "Envoyez les éléments qui comptent encore, ou partagez le service.",
  },
  "duplicate-item-id": {
    sentence: "Deux éléments d’une liste ont le même identifiant.",
    remedy: "Donnez à chaque évaluation, solution de repli et constat son propre identifiant.",
  },
  "duplicate-workload": {
    sentence: "Deux services d’un dépôt ont le même identifiant.",
    remedy: "Envoyez chaque service une fois.",
  },
  "retired-before-deployed": {
    sentence: "Le service a été retiré avant d’être mis en service.",
    remedy: "Vérifiez les deux dates.",
  },
  "deployed-before-initiated": {
    sentence: "Le service a été mis en service avant d’être lancé.",
    remedy: "Vérifiez les deux dates ; un tel service compte comme incohérent dans DEPLOY_SPEED.",
  },
  "retired-without-date": {
    sentence: "L’étape est « retired » et aucun jour de retrait n’est donné.",
    remedy: "Donnez retired_on, le premier jour où le service ne tournait plus.",
  },
  "validity-empty": {
    sentence: "Le valid_until d’une évaluation n’est pas après son completed_on : elle n’a jamais valu.",
    remedy: "Vérifiez les deux dates ; valid_until est le premier jour où l’évaluation ne vaut plus.",
  },
  "availability-empty": {
    sentence: "Un available_until n’est pas après son available_from : il n’y a jamais eu de disponibilité.",
    remedy: "Vérifiez les deux dates ; available_until est le premier jour sans disponibilité.",
  },
  "due-before-opened": {
    sentence: "Un constat était échu avant d’être ouvert.",
    remedy: "Vérifiez les deux dates ; la dette de correction court depuis due_on.",
  },
  "corrected-before-opened": {
    sentence: "Un constat a été corrigé avant d’être ouvert.",
    remedy: "Vérifiez les deux dates.",
  },
  "completed-without-date": {
    sentence: "Une évaluation est achevée sans date : on ne sait si elle vaut.",
    remedy: "Donnez completed_on.",
  },
  "completed-without-independence": {
    sentence: "Une évaluation est achevée sans dire si l’évaluateur était indépendant.",
    remedy: "Donnez independence : internal, independent ou accredited.",
  },
  "completed-without-outcome": {
    sentence: "Une évaluation est achevée sans résultat ; elle compte comme non échouée.",
    remedy: "Donnez outcome : passed, passed-with-conditions ou failed.",
  },
  "list-not-reported": {
    sentence: "Un service critique en production ne déclare pas l’une des cinq listes.",
    remedy: "Envoyez la liste ; une liste vide dit qu’il n’y a rien, ce qui n’est pas se taire.",
  },
  "provider-unknown": {
    sentence: "Le registre ne connaît pas un fournisseur : sa juridiction est inconnue.",
    remedy: "Corrigez l’identifiant, ou demandez au secrétariat d’enregistrer le fournisseur.",
  },
};
