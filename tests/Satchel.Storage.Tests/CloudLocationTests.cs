using Satchel.Storage.Http;

namespace Satchel.Storage.Tests;

public sealed class CloudLocationTests
{
    [Theory]
    [InlineData("https://example.com/vault", "https://example.com/", "vault")]
    [InlineData("HTTPS://Example.com:8443/my-vault.1/", "https://example.com:8443/", "my-vault.1")]
    [InlineData("http://127.0.0.1:8080/v", "http://127.0.0.1:8080/", "v")]
    [InlineData("http://localhost/v", "http://localhost/", "v")]
    [InlineData("http://[::1]:80/v", "http://[::1]/", "v")]
    public void A_location_is_a_server_and_a_vault(string location, string server, string vault) =>
        Assert.Equal(new CloudLocation(new Uri(server), vault), CloudLocation.Parse(location));

    [Theory]
    [InlineData("http://example.com/vault")]
    [InlineData("http://127.0.0.1.example.com/vault")]
    [InlineData("https://example.com")]
    [InlineData("https://example.com/a/b")]
    [InlineData("https://example.com/Vault")]
    [InlineData("https://example.com/-vault")]
    [InlineData("https://me:secret@example.com/vault")]
    [InlineData("https://example.com/vault?token=secret")]
    [InlineData("https://example.com/vault#secret")]
    [InlineData("https:///vault")]
    public void Any_other_location_is_refused_and_no_credential_is_repeated(string location)
    {
        StorageException error = Assert.Throws<StorageException>(() => BlobStores.Open(location, TimeProvider.System));

        Assert.Equal(StorageProblem.BadLocation, error.Problem);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }
}
