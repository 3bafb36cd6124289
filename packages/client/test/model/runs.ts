/** Histories per test: `TANDEM_MODEL_RUNS=20000 npm test` plays longer. */
export const runs = Number(process.env.TANDEM_MODEL_RUNS ?? 300);

/** `TANDEM_MODEL_SEED` plays the same histories again; without it, others every time. */
export const seed = process.env.TANDEM_MODEL_SEED
  ? { seed: Number(process.env.TANDEM_MODEL_SEED) }
  : {};
