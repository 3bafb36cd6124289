using Tandem.Tabs.Tests.Lab;

namespace Tandem.Tabs.Tests.Scenarios;

public sealed class Chromium(Laboratory laboratory) : Browser(laboratory, EngineProfile.Chromium);

public sealed class Firefox(Laboratory laboratory) : Browser(laboratory, EngineProfile.Firefox);

public sealed class WebKit(Laboratory laboratory) : Browser(laboratory, EngineProfile.WebKit);
