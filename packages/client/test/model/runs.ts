/** Histories per test: `TANDEM_MODEL_RUNS=20000 npm test` plays longer. */
export const runs = Number(process.env.TANDEM_MODEL_RUNS ?? 1_000);

/** `TANDEM_MODEL_SEED=7` plays the same histories again; without it, others every time. */
export const seed = Number(process.env.TANDEM_MODEL_SEED ?? Date.now() % 2 ** 31);
