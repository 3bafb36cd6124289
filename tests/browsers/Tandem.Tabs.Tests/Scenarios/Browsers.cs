using Tandem.Tabs.Tests.Lab;

namespace Tandem.Tabs.Tests.Scenarios;

public sealed class Chromium(ProxiedServers servers) : Browser(servers, EngineProfile.Chromium);

public sealed class Firefox(ProxiedServers servers) : Browser(servers, EngineProfile.Firefox);

public sealed class WebKit(ProxiedServers servers) : Browser(servers, EngineProfile.WebKit);
