/** A command line that a person can copy, and what it is for. */
export interface Example {
  for: string;
  line: string;
}

/** By the words of the command. Every command that does something has at least one; `sparewheel` alone shows the way in. */
export const commandExamples: Readonly<Record<string, readonly Example[]>> = {
  "": [
    { for: "see it at work, without anything prepared", line: "sparewheel demo" },
    { for: "find out what stands in the way on this machine", line: "sparewheel doctor" },
    { for: "check an inventory without network or key", line: "sparewheel check inventory.ndjson" },
  ],
  check: [
    { for: "every error and warning of a file", line: "sparewheel check inventory.ndjson" },
    {
      for: "your own spreadsheet, and what it does not have (see docs/mapping.md)",
      line: "sparewheel check inventory.xlsx --mapping inventory.mapping.yaml --overlay fallbacks.csv",
    },
    {
      for: "for a build: one document, exit status 1 when there are errors",
      line: "sparewheel check inventory.ndjson --output json",
    },
    {
      for: "a published inventory, one agency of it",
      line: "sparewheel check inventory.csv --preset omb-2025 --reference-date 2025-12-31 --agency va",
    },
  ],
  "map init": [
    { for: "a mapping to begin with, beside the spreadsheet", line: "sparewheel map init inventory.xlsx" },
    {
      for: "another sheet, whose columns are named in two rows",
      line: "sparewheel map init inventory.xlsx --sheet Systems --header-row 2 --header-row 3 --to systems.yaml",
    },
  ],
  "map check": [
    {
      for: "the first ten rows beside what would be sent of them",
      line: "sparewheel map check inventory.xlsx --mapping inventory.mapping.yaml --rows 10",
    },
    {
      for: "every id with its name, as an overlay to fill in",
      line: "sparewheel map check inventory.xlsx --mapping inventory.mapping.yaml --ids > overlay.csv",
    },
  ],
  push: [
    {
      for: "file the inventory of an agency and keep the receipt",
      line: "sparewheel push inventory.ndjson --agency nl-tax --server https://sparewheel.example --key-file agency.key",
    },
    {
      for: "see first what would change; nothing is stored",
      line: "sparewheel push inventory.ndjson --agency nl-tax --dry-run",
    },
    {
      for: "push whatever is put into a folder, until stopped",
      line: "sparewheel push --watch /srv/inventories --agency nl-tax --key-file agency.key",
    },
    {
      for: "the same, once, from cron or a timer",
      line: "sparewheel push --watch --once /srv/inventories --agency nl-tax --key-file agency.key --quiet",
    },
    {
      for: "a secretariat pushes every agency of a file",
      line: "sparewheel push inventory.csv --preset omb-2025 --reference-date 2025-12-31 --all-agencies --member us",
    },
  ],
  "receipt verify": [
    { for: "everything that the spool keeps", line: "sparewheel receipt verify ~/.local/state/sparewheel" },
    {
      for: "one receipt, with a key that was confirmed by another way",
      line: "sparewheel receipt verify 1-7.txt --verifier-key keys.txt",
    },
  ],
  serve: [
    { for: "on this machine, everything in ./data", line: "sparewheel serve" },
    { for: "another port and folder", line: "PORT=8090 DATA_DIR=/srv/sparewheel sparewheel serve" },
  ],
  demo: [
    { for: "a made-up coalition, until Ctrl-C", line: "sparewheel demo" },
    { for: "remove what it has stored", line: "sparewheel demo reset" },
  ],
  figures: [
    { for: "the coalition on a day", line: "sparewheel figures --date 2025-12-31 --group coalition" },
    {
      for: "one indicator of two members, as known at the end of a year",
      line: "sparewheel figures --date 2025-12-31 --known-at 2026-01-01T00:00:00Z --group member:nl --group member:us --code EVAL_GAP",
    },
    { for: "of a world in a file, without a server", line: "sparewheel figures case.json --check" },
  ],
  rebuild: [{ for: "after ClickHouse was lost or restored", line: "sparewheel rebuild" }],
  "key create": [
    { for: "a key for an agency, into a file", line: "sparewheel key create agency --agency nl-tax > agency.key" },
    {
      for: "for a ministry that reads its member's figures",
      line: "sparewheel key create reader --member nl --expires 365d",
    },
  ],
  "key list": [{ for: "which keys are good, and until when", line: "sparewheel key list" }],
  "key revoke": [{ for: "a key that got into other hands", line: "sparewheel key revoke 7Yq2mB0x" }],
  "registry import": [
    { for: "see what a file would change", line: "sparewheel registry import registry.yaml --dry-run" },
    { for: "record it", line: "sparewheel registry import registry.yaml" },
  ],
  "registry export": [{ for: "the registry as a file to edit", line: "sparewheel registry export > registry.yaml" }],
  "migrate status": [{ for: "what an upgrade would change", line: "sparewheel migrate status" }],
  "migrate up": [{ for: "apply it while the server is stopped", line: "sparewheel migrate up" }],
  doctor: [
    { for: "this machine, and the server on it when one runs", line: "sparewheel doctor" },
    {
      for: "an agency's machine, its key and the way to the server",
      line: "sparewheel doctor --server https://sparewheel.example --key-file agency.key",
    },
  ],
  "config print": [
    { for: "every setting, to put into a message to somebody", line: "sparewheel config print --redacted" },
  ],
  "config check": [{ for: "before a start: what is wrong or misspelt", line: "sparewheel config check" }],
  completion: [
    {
      for: "bash, for this user",
      line: "sparewheel completion bash > ~/.local/share/bash-completion/completions/sparewheel",
    },
    { for: "zsh, into a folder of $fpath", line: "sparewheel completion zsh > ~/.zfunc/_sparewheel" },
    { for: "fish, for this user", line: "sparewheel completion fish > ~/.config/fish/completions/sparewheel.fish" },
  ],
};
