/** Where the page finds Tandem. */
export const options = { baseURL: 'https://api.example.org', basePath: '/api/auth' };
