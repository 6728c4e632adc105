/** Whether tests are to take as long as they like: `npm run proof -- 'long tests'`. Usually they prove the same with less. */
export const long = process.env.PROOF_TESTS === 'long';
