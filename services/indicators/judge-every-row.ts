/**
 * What ends a statement over many rows: branches of a judgement that do not decide are worked out too. Where they are over lists
 * that costs a third of leaving them out, as the engine would have to copy the lists of all other rows first.
 */
export const judgeEveryRow = "SETTINGS short_circuit_function_evaluation = 'disable'";
