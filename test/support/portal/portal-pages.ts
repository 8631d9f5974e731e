/** A page as it is looked at: its address, and whose key it needs. */
export interface PortalPage {
  name: string;
  path: string;
  needs?: "officer";
  status?: number;
}

export const officersAgency = "ald-courts";

/** Every kind of page that the portal has. */
export const portalPages: readonly PortalPage[] = [
  { name: "overview", path: "/" },
  { name: "members", path: "/members" },
  { name: "member", path: "/members/cor" },
  { name: "indicators", path: "/indicators" },
  { name: "indicator-share", path: "/indicators/UNPROTECTED?group=member:ald" },
  { name: "indicator-duration", path: "/indicators/DEPLOY_SPEED" },
  { name: "indicator-debt", path: "/indicators/RELIABILITY_DEBT" },
  { name: "indicator-classes", path: "/indicators/WITHDRAWAL" },
  { name: "indicator-concentration", path: "/indicators/CONCENTRATION" },
  { name: "what-if-form", path: "/withdrawal" },
  { name: "what-if", path: "/withdrawal?provider=meridian-cloud&jurisdictions=IO&notice_minutes=1440" },
  { name: "what-if-wrong", path: "/withdrawal?jurisdictions=XQ&notice_minutes=1", status: 400 },
  { name: "revisions", path: "/revisions?group=member:cor" },
  { name: "data", path: "/data" },
  { name: "reference", path: "/reference" },
  { name: "rule", path: "/rules/list-not-reported" },
  { name: "sign-in", path: "/sign-in" },
  { name: "not-found", path: "/members/nobody", status: 404 },
  { name: "empty", path: "/?known_at=2000-01-01T00:00" },
  { name: "agency", path: `/agencies/${officersAgency}`, needs: "officer" },
  { name: "workloads", path: `/agencies/${officersAgency}/workloads/UNPROTECTED`, needs: "officer" },
  { name: "workloads-withdrawal", path: `/agencies/${officersAgency}/workloads/WITHDRAWAL`, needs: "officer" },
  { name: "debt", path: `/agencies/${officersAgency}/debt`, needs: "officer" },
  { name: "pushes", path: `/agencies/${officersAgency}/pushes`, needs: "officer" },
];

/** How a page is looked at. */
export interface Look {
  width: 360 | 1440;
  scheme: "light" | "dark";
  hasScript: boolean;
  language: "en-GB" | "fr-FR";
}

const all: readonly Look[] = ([360, 1440] as const).flatMap((width) =>
  (["light", "dark"] as const).flatMap((scheme) =>
    [true, false].flatMap((hasScript) =>
      (["en-GB", "fr-FR"] as const).map((language) => ({ width, scheme, hasScript, language })),
    ),
  ),
);

/** Every look of every page, or one of each in turn, so that a quick run sees all looks somewhere. */
export const looksOf = (index: number, isNightly: boolean): readonly Look[] =>
  isNightly ? all : all.filter((_, at) => at === (index * 5) % all.length);

export const lookName = ({ width, scheme, hasScript, language }: Look): string =>
  `${width}-${scheme}${hasScript ? "" : "-no-script"}-${language.slice(0, 2)}`;
