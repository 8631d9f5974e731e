import { BlockList, isIP } from "node:net";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** An address or name that only this machine can reach. */
export function isLoopback(name: string): boolean {
  const bare = name.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  const family = isIP(bare);
  return family === 0 ? bare === "localhost" : loopback.check(bare, family === 6 ? "ipv6" : "ipv4");
}

/**
 * Which names a Host header may have. A web page can point a name of its own at 127.0.0.1 and so reach a server that
 * listens there; such a request names the page's host. Loopback names are always ours.
 */
export function hostRule(options: { listenOn: string; allowedHosts: readonly string[] }): (name: string) => boolean {
  const allowed = new Set(options.allowedHosts);
  const isOpen = allowed.size === 0 && !isLoopback(options.listenOn);
  return (name) => isOpen || isLoopback(name) || allowed.has(name.toLowerCase());
}
