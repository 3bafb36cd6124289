using Crm;
using Crm.Orders;
using Crm.Users;

using Tandem.AspNetCore;
using Tandem.Server;

// `crm serve` is `tandem serve` with the CRM on the same origin, and every other command of tandem besides.
return await TandemServer.RunAsync(args, Build);

static WebApplication Build(WebApplicationBuilder builder)
{
    builder.AddTandem();
    builder.Services.AddTandemStorage();
    builder.Services.AddSingleton<CrmDatabase>();
    builder.Services.AddSingleton<OrderFeed>();
    builder.Services.AddSignalR();

    var app = builder.Build();
    app.UseTandem();
    app.MapTandem();
    app.MapOrders();
    app.MapUsers();
    app.UseWebApp();
    return app;
}
