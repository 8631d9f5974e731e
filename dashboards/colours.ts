/** Okabe and Ito's colours, which readers who do not see red and green apart can tell from each other, in light and dark. */
export const colours = {
  blue: "#0072B2",
  sky: "#56B4E9",
  green: "#009E73",
  yellow: "#F0E442",
  orange: "#E69F00",
  vermilion: "#D55E00",
  purple: "#CC79A7",
  grey: "#8A8A8A",
} as const;
export type Colour = (typeof colours)[keyof typeof colours];
