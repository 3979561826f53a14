namespace Satchel.Plans.Tests.Simulation;

/// <summary>The process ended here.</summary>
internal sealed class ServerDiedException() : Exception("the server died");
