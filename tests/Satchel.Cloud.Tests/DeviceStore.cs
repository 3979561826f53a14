using Satchel.Cli;
using Satchel.Cli.Cloud;
using Satchel.Cli.Options;
using Satchel.Storage;

namespace Satchel.Cloud.Tests;

/// <summary>A store on a cloud, opened as the program opens it on a device that signed in.</summary>
internal static class DeviceStore
{
    public static IBlobStore Open(Device device, Uri server, string vault)
    {
        var session = new Session(new Terminal(Stream.Null, Stream.Null), new Dictionary<string, string> { ["SATCHEL_HOME"] = device.At("home") }, TimeProvider.System);
        var credentials = new CloudCredentials(CloudAddress.Parse(server.GetLeftPart(UriPartial.Authority)), new SecretSource(null, session), session);
        return BlobStores.Open($"{server.GetLeftPart(UriPartial.Authority)}/{vault}", new StorageAccess(TimeProvider.System) { CloudCredentials = _ => credentials });
    }
}
