using Crm;
using Crm.Orders;
using Crm.Users;

using Tandem.AspNetCore;
using Tandem.Server;

// `crm serve` is `tandem serve` with the CRM on the same origin, and every other command of tandem besides.
return await TandemServer.RunAsync(args, Build);

static WebApplication Build(WebApplicationBuilder builder)
{
    // The page and its API are this host's all: each answer has the headers that protect a host.
    builder.AddTandem(options => options.SecurityHeaders.OnApplication = true);
    builder.Services.AddTandemStorage();
    builder.Services.AddSingleton<CrmDatabase>();
    builder.Services.AddSingleton<OrderFeed>();
    builder.Services.AddSignalR();
    builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = CrmProblems.Complete);

    var app = builder.Build();
    app.UseExceptionHandler();
    app.UseStatusCodePages();
    app.UseTandem();
    app.MapTandem();
    app.MapOrders();
    app.MapUsers();
    app.UseWebApp();
    return app;
}
