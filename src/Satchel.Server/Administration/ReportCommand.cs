using System.CommandLine;
using System.Text.Json;
using Satchel.Server.Hosting;

namespace Satchel.Server.Administration;

/// <summary><c>admin report</c>: income, use and churn by month.</summary>
internal static class ReportCommand
{
    private static readonly Option<bool> Csv = new("--csv") { Description = "as CSV" };

    public static Command Make(Func<ParseResult, ServerSettings> settingsOf, TextWriter output, TimeProvider time)
    {
        var report = new Command("report", "income, use and churn by month; money in the currency's smallest unit") { Csv };
        report.SetAction((arguments, cancellationToken) => AdminCommand.RunAsync(arguments, settingsOf, time, async services =>
        {
            IReadOnlyList<ReportLine> lines = await services.Get<AdminReport>().ReadAsync(cancellationToken);
            if (arguments.GetValue(AdminCommand.AsJson))
            {
                foreach (ReportLine line in lines)
                {
                    await output.WriteLineAsync(JsonSerializer.Serialize(line, AdminJson.Default.ReportLine));
                }
            }
            else if (arguments.GetValue(Csv))
            {
                await output.WriteLineAsync(ReportLine.Header);
                foreach (ReportLine line in lines)
                {
                    await output.WriteLineAsync(line.Csv);
                }
            }
            else
            {
                await TextTable.WriteAsync(output, [ReportLine.Header.Split(','), .. lines.Select(line => line.Csv.Split(','))]);
            }
        }, cancellationToken));
        return report;
    }
}
