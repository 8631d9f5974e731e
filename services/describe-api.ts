import { generateKeyPairSync } from "node:crypto";
import { type ApiDocument, apiDocument } from "#http/api/api-document.ts";
import { apiRoutes } from "#http/api/api-routes.ts";
import { examples } from "#http/api/examples.ts";
import { createApp } from "#http/app.ts";
import { ingestRoutes } from "#ingest/ingest-routes.ts";
import { keyRoutes } from "#keys/key-routes.ts";
import { ownKeyRoute } from "#keys/own-key-route.ts";
import { portalRoutes } from "#portal/portal-routes.ts";
import { projectionRoutes } from "#projection/projection-routes.ts";
import { readRoutes } from "#read/read-routes.ts";
import { registryRoutes } from "#registry/registry-routes.ts";
import { packageVersion } from "#services/operations/build-info.ts";
import { operationRoutes } from "#services/operations/operation-routes.ts";
import { referencePageRoutes } from "#services/operations/reference-page-routes.ts";

/** `GET /v1/openapi.json` of a server that has everything, made without one: routes say what they take before anybody asks them. */
export function describeApi(): ApiDocument {
  const app = createApp();
  // Nothing is called but what makes routes, and that keeps stores for later; the key is looked at.
  const stand = { receiptKey: generateKeyPairSync("ed25519").privateKey, reading: {} } as never;
  const document = (): ApiDocument => apiDocument(app, { version: packageVersion(), examples });
  for (const routes of [
    operationRoutes(stand),
    referencePageRoutes({ readingRules: {} }),
    apiRoutes(document),
    ingestRoutes(stand),
    keyRoutes(stand),
    ownKeyRoute(stand),
    registryRoutes(stand),
    projectionRoutes(stand),
    readRoutes(stand),
    portalRoutes(stand),
  ])
    app.route("/", routes);
  return document();
}
