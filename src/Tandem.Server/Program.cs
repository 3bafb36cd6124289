using Tandem.Server;

return await TandemServer.RunAsync(args);
