// @ts-check

/**
 * The two circuits of the article, dx_i = (K^n / (K^n + x_j^n) − γ x_i) dt + σ x_i dW_i with n = 6 and j the next gene
 * of the ring, and its scheme `rk4-article`.
 */
export const K_TO_N = 0.5 ** 6;
export const GAMMA = 1 / (1 + K_TO_N);
export const SIGMA = 0.1;

/** @type {Readonly<Record<string, readonly number[]>>} */
export const INITIAL = { switch: [0.5, 0.5], repressilator: [1, 0.2, 0.2] };

export const A21 = 2.7164439626486;
export const A31 = -6.95653259006152;
export const A32 = 0.78313689457981;
export const A42 = 0.48257353309214;
export const A51 = 0.47012396888046;
export const A52 = 0.36597075368373;
export const A53 = 0.08906615686702;
export const A54 = 0.07483912056879;

/** Constants of Philox4x32 (Salmon et al. 2011). */
export const PHILOX_M0 = 0xd2511f53;
export const PHILOX_M1 = 0xcd9e8d57;
export const PHILOX_W0 = 0x9e3779b9;
export const PHILOX_W1 = 0xbb67ae85;
