import type { IndicatorTexts } from "./indicator-texts.ts";

const shareBand =
  "La bande va de ce qui est certain (borne basse) à ce qui est certain ou non déclaré (borne haute). La valeur est la borne haute.";
const sameLimits = "Celles de EVAL_GAP et de FALLBACK_GAP.";

/** Translations; `version` names the definition that was translated, and a test finds those that fell behind. */
export const frenchIndicators: Readonly<Record<string, IndicatorTexts>> = {
  EVAL_GAP: {
    version: 1,
    title: "Applications critiques sans évaluation indépendante",
    statement:
      "Cette part des applications critiques de la coalition fonctionne sans évaluation indépendante achevée et encore valable.",
    definition:
      "Part des applications critiques en service ce jour-là dont « évaluée » est non. Une évaluation compte si elle est achevée ce jour au plus tard, non échouée, indépendante ou accréditée, et non caduque : ni expirée, ni dépassée par une modification substantielle. Inconnu lorsque la liste des évaluations, le jour d’achèvement ou l’indépendance qui en décideraient ne sont pas déclarés.",
    why: "Ce que personne d’autre n’a jamais évalué échoue d’une manière que son exploitant ignore.",
    how_to_read: `${shareBand} Ce que personne n’a déclaré compte comme non fait.`,
    limits: "Une évaluation dit que quelqu’un a regardé, non ce qu’il a trouvé ; sa qualité n’est pas mesurée.",
  },
  FALLBACK_GAP: {
    version: 1,
    title: "Applications critiques sans repli souverain",
    statement:
      "Pour cette part des applications critiques de la coalition, rien n’est prévu dans la coalition pour prendre le relais.",
    definition:
      "Part des applications critiques en service ce jour-là dont « repli » est non. Un repli compte s’il est là ce jour-là, si sa capacité n’est pas donnée comme nulle, et si sa juridiction (la sienne, sinon celle de son fournisseur ce jour-là) est interne ce jour-là. Inconnu lorsque la liste des replis, ou la juridiction qui en déciderait, n’est pas connue.",
    why: "Sans repli sous son propre droit, un État ne garde un service qu’aussi longtemps qu’un autre le lui laisse.",
    how_to_read: shareBand,
    limits:
      "Un repli est ce qui a été prévu, non ce qui a été essayé : PAPER_FALLBACK dit combien n’ont jamais été exercés.",
  },
  UNPROTECTED: {
    version: 1,
    title: "Applications critiques sans évaluation et sans repli",
    statement:
      "Cette part des applications critiques de la coalition n’a ni évaluation indépendante ni repli souverain.",
    definition:
      "Part des applications critiques en service ce jour-là qui ne sont pas évaluées et n’ont pas de repli, selon les règles de Kleene : non dès que l’un des deux est oui, inconnu lorsque cela dépend de ce qui n’a pas été déclaré.",
    why: "Ce sont les applications que personne n’a vérifiées et que rien ne remplace : le deuxième chiffre clé.",
    how_to_read: shareBand,
    limits: sameLimits,
  },
  ANY_GAP: {
    version: 1,
    title: "Applications critiques sans évaluation ou sans repli",
    statement:
      "Il manque à cette part des applications critiques de la coalition une évaluation indépendante, un repli souverain, ou les deux.",
    definition:
      "Part des applications critiques en service ce jour-là qui ne sont pas évaluées ou n’ont pas de repli, selon les règles de Kleene.",
    why: "Cela montre le chemin qui reste jusqu’à ce que chaque application critique ait les deux.",
    how_to_read: shareBand,
    limits: sameLimits,
  },
  ALTERNATIVE_GAP: {
    version: 1,
    title: "Applications critiques sans alternative dans la coalition",
    statement:
      "Pour cette part des applications critiques de la coalition, rien dans la coalition ne pourrait remplacer ce sur quoi elles reposent.",
    definition:
      "Part des applications critiques en service ce jour-là dont « alternative » est non. Une alternative compte si elle est disponible, si elle est là ce jour-là, si sa juridiction (la sienne, sinon celle de son fournisseur ce jour-là) est interne ce jour-là, et si sa capacité suffit. Inconnu lorsque la liste des alternatives, la juridiction ou la capacité qui en décideraient ne sont pas connues.",
    why: "Là où il n’existe aucune alternative, la dépendance ne peut cesser, même avec du temps : le troisième chiffre clé.",
    how_to_read: shareBand,
    limits: "Qu’une alternative soit assez bonne, seul l’organisme le dit.",
  },
  TENANCY: {
    version: 1,
    title: "Modèles ouverts sur une puissance de calcul étrangère",
    statement:
      "Cette part des applications critiques de la coalition qui utilisent un modèle ouvert fonctionne sur une puissance de calcul que contrôle quelqu’un hors de la coalition.",
    definition:
      "Part des applications critiques en service ce jour-là dotées d’un composant de la couche modèle à poids ouverts, dont un composant de calcul relève d’une juridiction qui n’est pas interne ce jour-là. La juridiction d’un composant est celle de qui contrôle son fournisseur ce jour-là. Inconnu si aucun composant de calcul n’est déclaré, ou si une juridiction est inconnue et qu’aucune n’est étrangère. Une application dont les composants ne sont pas déclarés n’est pas comptée.",
    why: "Un modèle ouvert se garde pour toujours, mais pas sur une machine qu’un autre peut éteindre : des poids ouverts seuls ne font pas l’indépendance.",
    how_to_read: `${shareBand} Regardez n : il ne compte que les applications dont on sait qu’elles utilisent un modèle ouvert.`,
    limits:
      "Qui contrôle un fournisseur, c’est le registre qui le dit ; où sont ses machines n’est pas demandé. Un seul composant étranger suffit, si petite que soit sa part.",
  },
  PAPER_FALLBACK: {
    version: 1,
    title: "Replis qui n’existent que sur le papier",
    statement:
      "Cette part des applications critiques de la coalition dotées d’un repli souverain n’y a pas basculé avec succès depuis un an.",
    definition:
      "Part des applications critiques en service ce jour-là dont « repli » est oui et qui n’ont aucun exercice réussi dans les 365 jours qui finissent ce jour-là, pour aucun repli qui est oui ce jour-là. Des exercices non déclarés n’ont pas eu lieu ; les bornes basse et haute sont donc égales.",
    why: "Un repli vers lequel personne n’a jamais basculé est un espoir. Le premier essai réel ne devrait pas être le retrait lui-même.",
    how_to_read:
      "À lire à côté de FALLBACK_GAP : n est le nombre d’applications dotées d’un repli, et moins il y en a, moins cette part dit.",
    limits:
      "Qu’un exercice ait réussi, seul l’organisme le dit. La durée du basculement compte dans WITHDRAWAL, pas ici.",
  },
  CRITICALITY_UNASSESSED: {
    version: 1,
    title: "Applications dont la criticité n’est pas appréciée",
    statement: "Personne n’a encore dit si cette part des applications en service est critique.",
    definition:
      "Part des applications en service ce jour-là dont la criticité est « non appréciée ». Les bornes basse et haute sont égales.",
    why: "Les autres parts ne comptent que les applications critiques : ce qui n’est pas apprécié manque dans toutes.",
    how_to_read:
      "À lire à côté de toute autre part : un petit manque avec beaucoup d’applications non appréciées ne dit pas grand-chose.",
    limits: "Ce qu’un organisme ne déclare pas du tout n’est pas ici ; COVERAGE dit qui se tait.",
  },
  COVERAGE: {
    version: 1,
    title: "Organismes qui déclarent",
    statement: "Cette part des organismes enregistrés a décrit ses applications au cours des 92 derniers jours.",
    definition:
      "Part des organismes enregistrés ce jour-là qui ont une déclaration dont la date de référence est postérieure au 92e jour précédent et non postérieure à ce jour, quel que soit son contenu et qu’une autre l’ait remplacée ou non. Les bornes basse et haute sont égales.",
    why: "Un organisme qui se tait ne quitte pas les chiffres : ses derniers mots comptent encore. La couverture dit leur âge.",
    how_to_read: "1 veut dire que tout organisme enregistré a déclaré en l’espace d’un trimestre.",
    limits: "On compte des organismes, pas des applications, et rien n’est dit de l’exhaustivité d’une déclaration.",
  },
  DEPLOY_SPEED: {
    version: 1,
    title: "Jours du lancement au déploiement digne de confiance",
    statement:
      "La moitié des applications réglementées de la coalition ont été déployées et évaluées par un tiers dans ce nombre de jours après leur lancement.",
    definition:
      "Sur les applications réglementées qui ont une version ce jour-là et dont initiated_on est dans les 1 096 jours qui finissent ce jour-là. Soit e le plus ancien completed_on de ses évaluations admissibles et t le plus tardif de deployed_on et de e : un événement après t − initiated_on jours si les deux sont donnés, si t n’est pas postérieur à ce jour et, pour une application retirée, si t précède retired_on ; sinon une censure après min(jour, retired_on) − initiated_on jours. Une durée négative rend une application incohérente : elle est comptée comme telle et nulle part ailleurs. Sont publiés n = événements + censures, événements, incohérentes, et les temps de Kaplan-Meier p25, médiane et p75 : le plus petit temps d’événement où la survie est d’au plus 0,75, 0,5 et 0,25, les événements avant les censures à égalité, vide s’il n’est pas atteint.",
    why: "La vitesse sans évaluation est une dette ; l’évaluation sans déploiement est du papier. Ceci mesure quand les deux sont faits : le premier chiffre clé.",
    how_to_read:
      "Moins de jours vaut mieux. Les applications qui attendent encore comptent pour le temps de leur attente : une médiane vide dit qu’on estime que moins de la moitié ont abouti. Regardez n et les événements avant de comparer.",
    limits:
      "Les dates sont celles déclarées ; une date donnée comme un mois est lue comme son premier jour. Le stade ne joue aucun rôle, et une évaluation caduque avant le déploiement compte encore. On suppose que la censure ne dit rien du temps que le reste aurait pris.",
  },
  RELIABILITY_DEBT: {
    version: 1,
    title: "Dette de fiabilité",
    statement:
      "Les applications critiques de la coalition ont fonctionné ce nombre de jours en tout sans les vérifications et corrections qu’elles doivent.",
    definition:
      "Sur les applications critiques en service ce jour-là, en éléments et en jours. Test : « évaluée » est non et aucune évaluation admissible n’est achevée ; jours depuis le début du service. Audit : « évaluée » est non et toutes les évaluations admissibles achevées sont caduques ; jours depuis la dernière caducité ou le début du service, le plus tardif des deux. Non vérifié : « évaluée » est inconnu ; jours depuis le début du service. Correction : constats ouverts ce jour au plus tard, échus avant lui et non corrigés ; jours depuis l’échéance. Le début du service est deployed_on, sinon la date de référence de la plus ancienne version en production. findings_unreported compte les applications sans liste de constats. Rythme, sur les 90 jours qui finissent ce jour-là : mises en service, évaluations, ratio = évaluations / mises en service, clearing_days = 90 × (éléments de test + d’audit) / évaluations.",
    why: "Les défaillances que personne n’a cherchées ne disparaissent pas ; elles attendent. La dette dit combien de risque personne n’a regardé ni réparé, et si elle croît.",
    how_to_read:
      "Les éléments disent combien, les jours combien de temps ils ont attendu ensemble ; en jours, un élément de 100 et 100 éléments d’un jour pèsent autant. Le non-vérifié est tenu à part : qui veut une borne haute de la dette de test additionne les deux. Un ratio inférieur à 1 dit qu’on met en service plus qu’on n’évalue ; il est vide sans mise en service, et clearing_days est vide sans évaluation.",
    limits:
      "Les jours ne disent pas combien une application est dangereuse. Là où les constats ne sont pas déclarés, la dette de correction est inconnue : findings_unreported dit de combien. Sans deployed_on, le début du service n’est pas antérieur à la première déclaration.",
  },
  WITHDRAWAL: {
    version: 1,
    title: "Ce qu’un retrait ferait",
    statement:
      "Si ces fournisseurs ou juridictions se retiraient avec ce préavis, tant d’applications critiques de la coalition continueraient, s’interrompraient ou s’arrêteraient.",
    definition:
      "Pour un scénario de fournisseurs, de juridictions et de minutes de préavis, chaque application critique en service ce jour-là est dans une classe. Un composant ou un repli est retiré si son fournisseur est nommé, ou si sa juridiction ce jour-là l’est (celle d’un repli si elle est donnée, sinon celle de son fournisseur). Sa juridiction inconnue, c’est inconnu si le scénario nomme une juridiction ou s’il n’a pas de fournisseur, sinon non. Une application est touchée si un composant retiré n’est pas facilement substituable ; un composant sans fournisseur est inconnu, de même que des composants non déclarés. Non touchée : unaffected. Touchée inconnu, ou touchée sans replis déclarés : unknown. Sinon comptent ses replis disponibles ce jour-là avec capacité. Parmi ceux non retirés, un au temps éprouvé dans le préavis : continues_tested ; sinon un sans temps éprouvé et au temps déclaré dans le préavis : continues_untested ; sinon un avec un temps quelconque : interrupted. Sinon un non retiré, ou dont on ne le sait pas : unknown. Sinon dark. Le temps éprouvé est celui du dernier exercice réussi qui a des minutes, le plus court de plusieurs le même jour.",
    why: "La dépendance est un fait ; la question est de savoir si elle est réversible. Ceci y répond pour le jour où un autre décide.",
    how_to_read:
      "Les classes font ensemble les applications critiques en service. Interrompues et à l’arrêt sont ce qui cesserait ; inconnu est ce que nul ne peut promettre ; « seulement déclaré » repose sur une déclaration qu’aucun exercice n’a confirmée.",
    limits:
      "Les applications sont prises une à une : que beaucoup demanderaient à la fois la capacité d’un même repli n’est pas compté. Les temps sont la parole de l’organisme, et une juridiction est ce que le registre dit d’un fournisseur.",
  },
  CONCENTRATION: {
    version: 1,
    title: "Concentration par couche",
    statement:
      "Dans cette couche, les applications critiques de la coalition reposent sur peu de fournisseurs, ou sur peu de juridictions : plus on approche de 1, moins il y en a.",
    definition:
      "Pour chaque couche, sur les applications critiques en service ce jour-là dotées d’un composant de la couche dont le fournisseur est donné : chaque application répartit un poids de 1 également entre ses fournisseurs distincts dans la couche. hhi_provider est la somme des carrés des parts des fournisseurs dans le poids total ; hhi_jurisdiction de même pour les juridictions qui les contrôlent ce jour-là, tous les fournisseurs de juridiction inconnue comptant pour une ; workloads est le nombre d’applications. Une couche que nul ne déclare est absente.",
    why: "Beaucoup de contrats avec un fournisseur font une seule dépendance. La concentration montre où une seule décision atteint tout le monde.",
    how_to_read:
      "1 est un fournisseur pour tous ; 0,25 est aussi concentré que quatre fournisseurs de même taille. Comparez hhi_provider et hhi_jurisdiction : beaucoup de fournisseurs peuvent relever d’un seul droit.",
    limits:
      "Les composants sans fournisseur sont laissés de côté : une couche que peu déclarent apparaît telle qu’elle est pour ceux-là ; regardez le nombre d’applications. Le poids est par application, non par usage ni par argent.",
  },
};
