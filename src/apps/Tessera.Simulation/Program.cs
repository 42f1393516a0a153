return Tessera.Simulation.SimulationVerbs.Run(args, Console.Out, Console.Error);
