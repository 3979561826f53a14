using Satchel.Benchmarks;

// maps [entries]            a synthetic table of messages through a map: written, read, edited
// maps-database <file>      the rows of a SQLite database through a map, table by table
// search [messages]         made-up texts searched in memory, as the viewer does
switch (args)
{
    case ["maps", .. string[] rest]:
        await MapBenchmark.RunSyntheticAsync(rest is [string count] ? int.Parse(count, null) : 2_000_000);
        return 0;
    case ["maps-database", .. { Length: > 0 } files]:
        await MapBenchmark.RunDatabasesAsync(files);
        return 0;
    case ["search", .. string[] rest]:
        SearchBenchmark.Run(rest is [string messages] ? int.Parse(messages, null) : 1_000_000);
        return 0;
    default:
        Console.Error.WriteLine("usage: Satchel.Benchmarks maps [entries] | maps-database <file> ... | search [messages]");
        return 2;
}
