using System.CommandLine;
using Satchel.Server.Hosting;
using Satchel.Server.Plans;

namespace Satchel.Server.Administration;

/// <summary><c>satchel-server plans</c>: the plans in force, in the form that the operator edits.</summary>
internal static class PlansCommand
{
    public static Command Make(Func<ParseResult, ServerSettings> settingsOf, TextWriter output)
    {
        var plans = new Command("plans", "prints the plans, ready to be edited as plans.json in the folder");
        plans.SetAction(async (arguments, cancellationToken) =>
        {
            ServerSettings settings = settingsOf(arguments);
            Catalogue.Load(settings);
            await output.WriteAsync(Catalogue.TextFor(settings).AsMemory(), cancellationToken);
            return 0;
        });
        return plans;
    }
}
