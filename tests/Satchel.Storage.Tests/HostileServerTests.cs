using Satchel.Storage.Http;

namespace Satchel.Storage.Tests;

/// <summary>What a client makes of answers that no Satchel cloud gives.</summary>
public sealed class HostileServerTests
{
    private static readonly BlobName Name = new("packs/3f/3f09");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("507", "quota-exceeded", StorageProblem.OverQuota)]
    [InlineData("403", "plan-ended", StorageProblem.PlanEnded)]
    [InlineData("403", "suspended", StorageProblem.NotAllowed)]
    [InlineData("403", "owner-required", StorageProblem.NotAllowed)]
    [InlineData("401", "device-revoked", StorageProblem.NotAllowed)]
    [InlineData("401", "token-invalid", StorageProblem.NotAllowed)]
    [InlineData("412", "exists", StorageProblem.AlreadyExists)]
    [InlineData("422", "digest-mismatch", StorageProblem.Unreachable)]
    [InlineData("429", "too-many-requests", StorageProblem.Unreachable)]
    [InlineData("503", "busy", StorageProblem.Unreachable)]
    [InlineData("500", "", StorageProblem.Unreachable)]
    [InlineData("413", "too-large", StorageProblem.Failed)]
    [InlineData("400", "<script>", StorageProblem.Failed)]
    public async Task Each_refusal_is_told_by_its_reason(string status, string code, StorageProblem expected)
    {
        await using var server = new ScriptedServer(Answer($"{status} No", $$"""{"type":"urn:satchel:problem:{{code}}","title":"no"}""", "application/problem+json"));
        await using HttpBlobStore store = server.Open();

        StorageException error = await Assert.ThrowsAsync<StorageException>(async () => await store.PutAsync(Name, new byte[1], Token));

        Assert.Equal(expected, error.Problem);
        Assert.DoesNotContain("<script>", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>welcome to the hotel's network</html>")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"blobs":7}""")]
    [InlineData("""{"blobs":[{"name":"a","bytes":99999999999999999999,"storedAt":"2026-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"blobs":[{"name":"a","bytes":1,"storedAt":"yesterday"}]}""")]
    public async Task A_listing_that_is_none_is_refused(string body)
    {
        await using var server = new ScriptedServer(Answer("200 OK", body, "application/json"));
        await using HttpBlobStore store = server.Open();

        StorageException error = await Assert.ThrowsAsync<StorageException>(async () => await store.ListAsync("", Token).ToListAsync(Token));

        Assert.Equal(StorageProblem.Failed, error.Problem);
    }

    [Fact]
    public async Task Names_that_nobody_asked_for_are_passed_over()
    {
        await using var server = new ScriptedServer(Answer("200 OK", """{"blobs":[{"name":"../../etc/passwd","bytes":1,"storedAt":"2026-01-01T00:00:00Z"},{"name":"other","bytes":1,"storedAt":"2026-01-01T00:00:00Z"},{"name":null},null,{"name":"packs/a","bytes":1,"storedAt":"2026-01-01T00:00:00Z"}]}""", "application/json"));
        await using HttpBlobStore store = server.Open();

        BlobInfo only = await store.ListAsync("packs/", Token).SingleAsync(Token);

        Assert.Equal("packs/a", only.Name.Value);
    }

    [Fact]
    public async Task A_listing_that_goes_in_circles_ends()
    {
        await using var server = new ScriptedServer(Answer("200 OK", """{"blobs":[],"next":"a"}""", "application/json"));
        await using HttpBlobStore store = server.Open();

        StorageException error = await Assert.ThrowsAsync<StorageException>(async () => await store.ListAsync("", Token).ToListAsync(Token));

        Assert.Equal(StorageProblem.Failed, error.Problem);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = new ScriptedServer(Answer("200 OK", "x", "application/octet-stream"));
        await using var server = new ScriptedServer($"HTTP/1.1 307 Moved\r\nLocation: {elsewhere.Url}stolen\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await using HttpBlobStore store = server.Open();

        StorageException error = await Assert.ThrowsAsync<StorageException>(async () => await store.ReadAllAsync(Name, 10, Token));

        Assert.Equal(StorageProblem.Failed, error.Problem);
        Assert.Empty(elsewhere.Requests);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\nConnection: close\r\n\r\nshort", StorageProblem.Unreachable)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\n", StorageProblem.WrongLength)]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nlonger than was asked for", StorageProblem.Unreachable)]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", StorageProblem.Unreachable)]
    [InlineData("", StorageProblem.Unreachable)]
    public async Task A_body_that_is_not_what_was_said_is_refused(string answer, StorageProblem expected)
    {
        await using var server = new ScriptedServer(answer);
        await using HttpBlobStore store = server.Open();

        StorageException error = await Assert.ThrowsAsync<StorageException>(async () => await store.ReadAllAsync(Name, 10, Token));

        Assert.Equal(expected, error.Problem);
        Assert.Contains(server.Url.Authority, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_knows_no_ranges_is_read_all_the_same()
    {
        await using var server = new ScriptedServer(Answer("200 OK", "0123456789", "application/octet-stream"));
        await using HttpBlobStore store = server.Open();
        byte[] range = new byte[3];

        await store.ReadAsync(Name, 5, range, Token);

        Assert.Equal("567"u8, range);
    }

    [Fact]
    public async Task Another_range_than_was_asked_for_is_refused()
    {
        await using var server = new ScriptedServer("HTTP/1.1 206 Partial\r\nContent-Range: bytes 0-2/10\r\nContent-Length: 3\r\nConnection: close\r\n\r\n012");
        await using HttpBlobStore store = server.Open();

        StorageException error = await Assert.ThrowsAsync<StorageException>(async () => await store.ReadAsync(Name, 5, new byte[3], Token));

        Assert.Equal(StorageProblem.WrongLength, error.Problem);
    }

    private static string Answer(string status, string body, string type) =>
        $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
}
