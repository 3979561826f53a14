using System.Net;
using System.Text.Json;
using Satchel.Server.Tests;

namespace Satchel.Pages.Tests;

/// <summary>Links to the pages, as devices make them.</summary>
internal static class Links
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The path of a link that the account's device made.</summary>
    public static async Task<string> OfDeviceAsync(TestServer server, TestAccount account)
    {
        using HttpClient client = server.ClientWith(await server.NewTokenAsync(account));
        using HttpResponseMessage answer = await client.PostAsync(new Uri("v1/account/links", UriKind.Relative), null, Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("path").GetString()!;
    }
}
