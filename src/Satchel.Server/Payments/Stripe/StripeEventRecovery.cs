using System.Globalization;
using System.Text;
using System.Text.Json;
using Satchel.Server.Background;

namespace Satchel.Server.Payments.Stripe;

/// <summary>Fetches the events that Stripe could not deliver: renewals and chargebacks are told of nowhere else. Stripe keeps them for 30 days.</summary>
internal sealed partial class StripeEventRecovery(StripeApi api, StripeEvents events, TimeProvider time, ILogger<StripeEventRecovery> logger) : IBackgroundWork
{
    private const int PageEvents = 100;
    private const int MostPages = 50;

    private static readonly TimeSpan Back = TimeSpan.FromDays(7);

    // What is under way is not lost.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public string Name => "stripe-events";

    public TimeSpan Interval => TimeSpan.FromMinutes(10);

    public async Task RunAsync(Lease lease, CancellationToken cancellationToken)
    {
        try
        {
            List<JsonElement> missed = await ListAsync(cancellationToken);
            missed.Reverse(); // they are listed newest first
            foreach (JsonElement received in missed)
            {
                await events.ApplyAsync(received, Encoding.UTF8.GetBytes(received.GetRawText()), cancellationToken);
            }
        }
        catch (ProviderException error)
        {
            LogFailed(logger, error.Message);
        }
    }

    private async Task<List<JsonElement>> ListAsync(CancellationToken cancellationToken)
    {
        var listed = new List<JsonElement>();
        DateTimeOffset now = time.GetUtcNow();
        string query = string.Create(
            CultureInfo.InvariantCulture,
            $"v1/events?delivery_success=false&limit={PageEvents}&created[gte]={(now - Back).ToUnixTimeSeconds()}&created[lte]={(now - Patience).ToUnixTimeSeconds()}{string.Concat(StripeEvents.Types.Select(type => $"&types[]={type}"))}");
        for (int page = 0; page < MostPages; page++)
        {
            string next = listed.Count == 0 ? "" : $"&starting_after={listed[^1].Text("id")}";
            if (await api.FindAsync(query + next, cancellationToken) is not { } answer)
            {
                break;
            }

            listed.AddRange(answer.Items("data"));
            if (answer.Flag("has_more") != true)
            {
                break;
            }
        }

        return listed;
    }

    [LoggerMessage(5121, LogLevel.Warning, "{Error}, asked for events that were not delivered")]
    private static partial void LogFailed(ILogger logger, string error);
}
