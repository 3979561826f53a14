namespace Satchel.Cli;

/// <summary>Whoever read the output stopped reading (<c>| head</c>): nothing is wrong, and nothing more is to be said.</summary>
internal sealed class OutputClosedException(IOException inner) : IOException("the output was closed", inner);
