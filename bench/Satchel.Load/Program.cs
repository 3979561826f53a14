using System.Globalization;
using System.Security.Cryptography;
using Satchel.Load;

// Satchel.Load mixed URL ACCOUNTS CLIENTS SECONDS [SERVER-PID]: many accounts, many clients, small and large requests mixed.
// Satchel.Load bulk URL CLIENTS BLOBS MIB cloud|files: throughput of large blobs, to a cloud or to a plain web server.
if (args is ["mixed", string cloud, string accounts, string clients, string seconds, .. var rest])
{
    return await Mixed.RunAsync(new Uri(cloud), Number(accounts), Number(clients), TimeSpan.FromSeconds(Number(seconds)), rest is [string pid] ? Number(pid) : null);
}

if (args is ["bulk", string url, string writers, string blobs, string mebibytes, "cloud" or "files"])
{
    return await Bulk.RunAsync(new Uri(url), Number(writers), Number(blobs), RandomNumberGenerator.GetBytes(Number(mebibytes) * 1024 * 1024), args[5] == "cloud");
}

Console.Error.WriteLine("Satchel.Load mixed URL ACCOUNTS CLIENTS SECONDS [SERVER-PID] | bulk URL CLIENTS BLOBS MIB cloud|files");
return 2;

static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
