using System.Globalization;
using Satchel.Fuzz;

// [--minutes N] [--seed S] [--corpus DIR] [target…]; see fuzz/README.md
const int Usage = 2;
double minutes = 1;
int seed = 1;
string corpus = "fuzz/corpus";
List<string> names = [];
for (int i = 0; i < args.Length; i++)
{
    string? value = i + 1 < args.Length ? args[i + 1] : null;
    switch (args[i])
    {
        case "--minutes" when double.TryParse(value, CultureInfo.InvariantCulture, out minutes):
        case "--seed" when int.TryParse(value, CultureInfo.InvariantCulture, out seed):
        case "--corpus" when value is not null:
            corpus = args[i] == "--corpus" ? value! : corpus;
            i++;
            break;
        default:
            names.Add(args[i]);
            break;
    }
}

using FuzzTargets targets = await FuzzTargets.MakeAsync();
string? unknown = names.Find(name => targets.All.All(target => target.Name != name));
if (unknown is not null)
{
    Console.Error.WriteLine($"there is no target '{unknown}'; there are: {string.Join(' ', targets.All.Select(target => target.Name))}");
    return Usage;
}

List<FuzzTarget> chosen = [.. targets.All.Where(target => names.Count == 0 || names.Contains(target.Name))];
bool isGood = true;
foreach (FuzzTarget target in chosen)
{
    isGood &= await new Campaign(target, seed, corpus).RunAsync(TimeSpan.FromMinutes(minutes / chosen.Count));
}

return isGood ? 0 : 1;
