/** Histories per test: `TANDEM_MODEL_RUNS=20000 npm test` plays longer. */
export const runs = Number(process.env.TANDEM_MODEL_RUNS ?? 1_000);

/** The usual run plays the same histories every time, a longer one others, unless told the seed. */
export const seed = Number(
  process.env.TANDEM_MODEL_SEED ?? (process.env.TANDEM_MODEL_RUNS ? Date.now() % 2 ** 31 : 1),
);
