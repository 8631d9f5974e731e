/** What the manual page and docs/command-line.md both say beside the commands themselves. */

/** By number, as `ExitStatus` has them, and what to do about each. */
export const exitStatuses: readonly (readonly [status: string, meaning: string, remedy: string])[] = [
  ["0", "good; `push --watch` was stopped by a signal", ""],
  ["1", "errors in the data, or something that does not hold", "Correct the file."],
  ["2", "wrong usage or settings; nothing was sent", "Read the sentence."],
  ["3", "refused by the server, or its receipt proves nothing", "Read the answer; the push stays spooled."],
  ["4", "stopped, given up or not reached before the end", "Run the same command again."],
  ["70", "a defect of this program", "Tell its developers, with what it printed under SPAREWHEEL_TRACE=1."],
];

/** Variables of the environment that commands read beside those of a server. */
export const commandVariables: readonly (readonly [name: string, meaning: string])[] = [
  ["SPAREWHEEL_KEY", "the key to send, unless --key-file names one"],
  ["SPAREWHEEL_TRACE", "1 prints where in the program a defect was met"],
  ["DATA_DIR, PORT", "where the server of this machine is; docs/configuration.md has the other variables of a server"],
  ["XDG_STATE_HOME", "the folder in which sparewheel/ holds the spool and receipts; ~/.local/state unless set"],
  ["NO_COLOR", "anything: no colours, as --no-color"],
];

/** Files that commands keep. */
export const commandFiles: readonly (readonly [path: string, meaning: string])[] = [
  ["~/.local/state/sparewheel/HOST_PORT/keys.json", "every receipt key that the server has shown"],
  ["~/.local/state/sparewheel/HOST_PORT/AGENCY/pending/", "pushes that are not acknowledged"],
  ["~/.local/state/sparewheel/HOST_PORT/AGENCY/receipts/", "receipts: back these up"],
  ["~/.local/state/sparewheel/HOST_PORT/AGENCY/sent/", "the last ten pushes"],
  ["~/.local/state/sparewheel/HOST_PORT/watched/", "which bytes of a watched folder were dealt with"],
  ["./data/admin-key", "the first admin key of a server that was started without a terminal"],
];
