/** Where the page finds Tandem. */
export const options = { baseURL: 'https://api.example.com', basePath: '/api/auth' };
