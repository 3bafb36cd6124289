/** Where the page finds Tandem: at its own origin. */
export const options = { basePath: '/api/auth' };
