import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where Debian and others put it. */
const path = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((each) =>
  existsSync(each),
);

/** Why tests in a browser are left out; undefined when they run. */
export const whyNoBrowser = path === undefined ? "no Chromium is installed: apt-get install chromium" : undefined;

/** The system's Chromium, without anything that would call out by itself. */
export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: path ?? "",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
