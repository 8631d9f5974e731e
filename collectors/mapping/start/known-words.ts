/**
 * What columns are called in inventories, by the path that they would fill; English, German, French, Dutch, Spanish and Italian.
 * Words in lower case without accents; a name fits when it has all words of one of them.
 */
const columnTexts: Readonly<Record<string, string>> = {
  agency:
    "agency, department, ministry, organisation, organization, public body, authority, behorde, ministerium, organisme, ministere, overheidsorganisatie, organisatie, organismo, ente, amministrazione",
  id: "id, identifier, reference, ref, use case id, system id, inventory number, number, nr, no, kennung, aktenzeichen, identifiant, kenmerk, codigo, codice",
  name: "name, title, use case name, system name, algorithm name, project name, system, application, tool, bezeichnung, titel, nom, intitule, titre, naam, nombre, denominacion, nome",
  function:
    "function, cofog, policy area, topic area, theme, sector, domain, domein, aufgabenbereich, domaine, beleidsterrein, thema, ambito, materia",
  regulated:
    "regulated, rights impacting, safety impacting, high risk, ai act, hochrisiko, haut risque, hoog risico, alto riesgo",
  criticality:
    "criticality, critical, impact level, high impact, is high impact, importance, risk class, risk, kritikalitat, kritisch, criticite, critique, impact, criticidad, criticita",
  stage: "stage, status, phase, lifecycle, development stage, state, stadium, statut, etat, fase, estado, stato",
  initiated_on:
    "initiated, date initiated, project start, begin date, start of project, projektbeginn, date de lancement, startdatum project",
  deployed_on:
    "deployed, deployment date, operational date, go live, live since, in use since, date implemented, start date, date use, date of use, date of first use, in production since, einsatz seit, inbetriebnahme, date de mise en service, mise en service, begindatum, in gebruik, fecha de implantacion, data di avvio",
  retired_on:
    "retired, date retired, end date, decommissioned, end of use, ausserbetriebnahme, date de fin, einddatum, fecha de fin, data di fine",
  substantially_modified_on:
    "substantially modified, last major change, major update, substantial modification, wesentliche anderung",
  users_affected:
    "users affected, people affected, number of users, persons served, users per year, betroffene personen, nombre d usagers, aantal gebruikers",
  "components[0].provider":
    "vendor, supplier, provider, vendor name, manufacturer, contractor, developer, anbieter, hersteller, lieferant, fournisseur, editeur, leverancier, proveedor, fornitore",
  "components[0].product":
    "product, model, software, product name, commercial product, produkt, modell, produit, modele, producto, prodotto",
  "components[0].region":
    "hosting region, data location, hosting location, region, hosting, standort, hebergement, hostinglocatie",
  "evaluations[0].evaluator":
    "evaluator, assessor, reviewer, auditor, evaluated by, prufer, evaluateur, beoordelaar, evaluador",
  "evaluations[0].status":
    "evaluation status, independent review, independent evaluation, assessment status, review status, impact assessment, evaluation, assessment, impacttoetsen, prufung, evaluacion, valutazione",
  "evaluations[0].completed_on":
    "evaluation date, review date, assessment date, date of evaluation, last audit, audit date, prufdatum, date de l evaluation, toetsdatum",
  "evaluations[0].valid_until":
    "evaluation valid until, valid until, certificate expires, gultig bis, valable jusqu, geldig tot",
  "evaluations[0].outcome":
    "evaluation outcome, outcome, result, evaluation result, ergebnis, resultat, uitkomst, resultado",
  "fallbacks[0].kind":
    "fallback, fallback kind, contingency, manual fallback, backup plan, ruckfallebene, solution de secours, terugvaloptie",
  "fallbacks[0].provider": "fallback provider, backup provider",
  "fallbacks[0].jurisdiction": "fallback jurisdiction, fallback country",
  "alternatives[0].product": "alternative, alternative product, replacement, alternativprodukt",
  "findings[0].opened_on": "finding opened, incident date, date of incident",
};

/** What agencies write for a field's values, where it can mean nothing else. Other values are left to a person. */
const valueTexts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  stage: {
    production:
      "production, in production, live, operational, active, actief, in productie, in werking, in operation, deployed, in use, in gebruik, in betrieb, produktiv, en production, en service, operation and maintenance, en produccion, in produzione",
    pilot: "pilot, piloting, pilotbetrieb, pilote, pilotfase, piloto, pilota",
    development:
      "development, in development, in ontwikkeling, in entwicklung, en developpement, en desarrollo, in sviluppo, pre deployment",
    planned: "planned, planning, geplant, planifie, gepland, planificado, pianificato",
    retired:
      "retired, decommissioned, discontinued, stopped, gestopt, buiten gebruik, ausser betrieb, retire, retirado, dismesso",
  },
  boolean: {
    true: "true, yes, y, ja, oui, si, wahr, vrai, 1, x",
    false: "false, no, n, nein, non, nee, falsch, faux, 0",
  },
};

/** Cells that name nobody: what they mean differs from one register to the next, and an id made of them would be somebody's. */
const nobodyText =
  "n a, na, none, no, nil, unknown, not known, not disclosable, not disclosed, undisclosed, confidential, not applicable, not available, not specified, tbd, to be determined, various, multiple, other, n v t, nvt, niet van toepassing, onbekend, geen, diverse, overig, unbekannt, keine, keiner, entfallt, nicht bekannt, k a, inconnu, aucun, neant, sans objet, s o, ninguno, desconocido, no aplica, nessuno, sconosciuto, non applicabile";
const ownText =
  "in house, inhouse, internal, internally, internally developed, developed in house, built in house, developed internally, own development, self, eigen ontwikkeling, eigen beheer, intern, intern ontwikkeld, zelf, eigenentwicklung, interne, en interne, developpement interne, interno, desarrollo propio, sviluppo interno";

const reportingYearText =
  "year, reporting year, report year, fiscal year, inventory year, jahr, berichtsjahr, annee, annee de declaration, jaar, verslagjaar, ano, ejercicio, anno";

const each = (text: string): readonly string[] => text.split(", ");

export const columnWords: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(columnTexts).map(([path, text]) => [path, each(text)]),
);

/** By field (`boolean` for all of that kind) and value of the field. */
export const valueWords: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> = new Map(
  Object.entries(valueTexts).map(([field, values]) => [
    field,
    new Map(Object.entries(values).map(([value, text]) => [value, each(text)])),
  ]),
);

const nobody = new Set(each(nobodyText));
const own = new Set(each(ownText));
const reportingYear = new Set(each(reportingYearText));

/** Whether a cell names no supplier: nobody, or the agency itself. A dash or a question mark names nobody. */
export function nameless(text: string): "nobody" | "in-house" | undefined {
  const said = words(text);
  return said === "" || nobody.has(said) ? "nobody" : own.has(said) ? "in-house" : undefined;
}

export const isReportingYear = (columnName: string): boolean => reportingYear.has(words(columnName));

/** Lower case, without accents, words parted by one space. */
export function words(text: string): string {
  return text
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
