using Tandem.Simulation.Tests.Commands;

// "simulate" plays histories; anything else is the test program.
return args is ["simulate", .. var options]
    ? SimulateCommand.Run(options)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
