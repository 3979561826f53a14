using Microsoft.AspNetCore.Http;
using Satchel.Archive;
using Satchel.Cli.Commands;
using Satchel.Cli.Options;
using Satchel.Cli.Text;
using Satchel.Vaults;

namespace Satchel.Cli.Viewer;

/// <summary>What the vault holds, and what changed between two of its snapshots.</summary>
/// <param name="source">What the viewer was opened on.</param>
internal sealed class SnapshotsApi(ViewerSource source)
{
    private const int MaxDifferences = 20_000;

    /// <summary><c>/api/snapshots</c>, as <c>snapshots --json</c> has them; none where a path is looked at.</summary>
    public Task ListAsync(ViewerRequest request) => JsonAnswer.WriteAsync(request.Response, json =>
    {
        json.WriteStartArray();
        foreach (SnapshotInfo snapshot in source.Vault?.Snapshots.Where(s => FilterOptions.Admits(source.Filter, s)) ?? [])
        {
            json.WriteStartObject();
            json.WriteString("id", snapshot.Id);
            json.Time("takenAt", snapshot.TakenAt);
            json.WriteString("app", snapshot.Source.App);
            json.WriteString("platform", snapshot.Source.Platform);
            json.Text("account", snapshot.Source.Account);
            json.WriteNumber("chats", snapshot.Counts.Chats);
            json.WriteNumber("messages", snapshot.Counts.Messages);
            json.WriteNumber("bytes", snapshot.Counts.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary><c>/api/diff?a=&amp;b=</c>, as <c>diff --json</c> has it; the earliest differences where there are very many.</summary>
    public async Task CompareAsync(ViewerRequest request)
    {
        IReadOnlyList<HistoryView> before = await OpenAsync(request, "a");
        IReadOnlyList<HistoryView> after = await OpenAsync(request, "b");
        List<HistoryDifference> differences = [];
        await foreach (HistoryDifference difference in HistoryComparison.CompareAsync(before, after, request.Cancelled))
        {
            differences.Add(difference);
            if (differences.Count == MaxDifferences)
            {
                break;
            }
        }

        await JsonAnswer.WriteAsync(request.Response, json =>
        {
            json.WriteStartArray();
            foreach (HistoryDifference difference in differences)
            {
                json.WriteStartObject();
                json.Name("change", difference.Change);
                json.WritePropertyName("record");
                RecordJson.WriteMessage(json, difference.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    // What the page names is in the vault: a path out of an address is never opened.
    private async Task<IReadOnlyList<HistoryView>> OpenAsync(ViewerRequest request, string name)
    {
        HistoryOrigin origin = HistoryOrigin.Parse(request.Text(name) ?? throw new BadHttpRequestException("Both 'a' and 'b' are needed."));
        return origin.Kind == HistoryOriginKind.Path || source.Vault is null
            ? throw new BadHttpRequestException("A snapshot's id, 'latest' or 'archive' of a vault is needed.")
            : await HistoryViews.OpenAsync(source.Vault, origin, source.Filter, source.Options, request.Cancelled);
    }
}
