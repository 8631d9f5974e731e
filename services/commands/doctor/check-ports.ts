import { createServer } from "node:net";
import type { Config } from "#services/config.ts";
import { failed, type Finding, ok, reasonOf, warning } from "./finding.ts";

/** Whether a server started now would get its ports. `isOurs`: a Sparewheel server answers on the first one already. */
export async function checkPorts({ host, port, gateway, metrics }: Config, isOurs: boolean): Promise<Finding[]> {
  const found = [await checkPort("port", "PORT", { host, port }, isOurs)];
  if (gateway) found.push(await checkPort("gateway port", "GATEWAY_PORT", gateway, isOurs));
  const ofMetrics = await checkPort("metrics port", "METRICS_PORT", metrics, isOurs);
  // The service runs without.
  found.push(ofMetrics.state === "failed" ? { ...ofMetrics, state: "warning" } : ofMetrics);
  return found;
}

async function checkPort(
  check: string,
  name: string,
  { host, port }: { host: string; port: number },
  isOurs: boolean,
): Promise<Finding> {
  const where = `${host}:${port}`;
  if (port === 0) return ok(check, "any free one");
  const error = await tryToListen(host, port);
  if (error === undefined) return ok(check, `${where} is free`);
  if (error.code === "EADDRINUSE")
    return isOurs
      ? ok(check, `${where} is taken; a Sparewheel server runs here`)
      : failed(check, `${where} is taken by another program`, `Stop that one, or set ${name} to another port.`);
  if (error.code === "EACCES")
    return failed(
      check,
      `this user may not listen on ${where}`,
      `Set ${name} to 1024 or more, and put a proxy before it.`,
    );
  return warning(
    check,
    `${where}: ${reasonOf(error)}`,
    `Set ${name.replace("PORT", "HOST")} to an address of this machine.`,
  );
}

function tryToListen(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(error));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
