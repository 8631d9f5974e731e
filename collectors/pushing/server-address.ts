import { CommandFailure } from "../command-failure.ts";

/** The server's address without a slash at its end, and the name of its folder in the spool. */
export function serverAddress(server: string): { base: string; folder: string } {
  const url = URL.canParse(server) ? new URL(server) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol) || url.username !== "")
    throw new CommandFailure(
      2,
      `${JSON.stringify(server)} is not the address of a server.`,
      "Give --server as https://HOST or http://HOST:PORT, without a name or password.",
    );
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return {
    base: `${url.origin}${url.pathname.replace(/\/+$/, "")}`,
    folder: `${url.hostname}_${port}`.replace(/[^A-Za-z0-9._-]/g, "_"),
  };
}
