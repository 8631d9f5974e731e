/** Documents whose commands are run, in groups that share a machine and go on where the one before ended. */
export const documents = {
  readme: ["README.md"],
  tutorials: ["docs/tutorials/secretariat.md", "docs/tutorials/agency.md", "docs/tutorials/ministry.md"],
  // In this order: the second filing is larger than the first, which nothing guards against.
  reference: [
    "docs/push-protocol.md",
    "docs/collectors.md",
    "docs/keys.md",
    "docs/presets.md",
    "docs/mapping.md",
    "docs/gateway.md",
  ],
} as const;
