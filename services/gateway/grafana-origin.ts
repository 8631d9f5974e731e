/** Where in Grafana a statement comes from, as Grafana says; nothing of it is proven. */
export type GrafanaOrigin = {
  user?: string;
  dashboard?: string;
  panel?: string;
  /** Of an alert. */
  rule?: string;
};

const maxLength = 100;
const remarks = /\bgrafana_(user|dashboard|panel|rule):([^;)]*)/g;

/** From the remarks of a User-Agent: `… (grafana_user:ada; grafana_dashboard:sw-overview; grafana_panel:3; …)`. */
export function originOf(userAgent: string | null): GrafanaOrigin {
  const found: GrafanaOrigin = {};
  for (const [, name, value = ""] of (userAgent ?? "").matchAll(remarks)) {
    found[name as keyof GrafanaOrigin] = value
      .replace(/\p{Cc}/gu, "")
      .trim()
      .slice(0, maxLength);
  }
  return found;
}
