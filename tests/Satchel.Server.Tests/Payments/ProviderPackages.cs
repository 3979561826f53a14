using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Satchel.Server.Tests.Payments;

/// <summary>
/// The packages of npm that speak for Stripe and WeChat Pay, in a cache folder outside the checkout: build/prepare puts them there, or the first
/// test that wants them does. Where they cannot be had, the test is skipped and says so.
/// </summary>
internal static class ProviderPackages
{
    private static readonly string[] Packages = ["stripe@23.1.0", "wechatpay-node-v3@2.2.1"];
    private static readonly SemaphoreSlim Installing = new(1, 1);

    private static string Folder => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "satchel",
        "providers");

    /// <summary>Runs a script with the packages at hand; <c>input</c> is what it is given, and what it returns is the result.</summary>
    public static async Task<JsonElement> RunAsync(string script, JsonObject input)
    {
        await RequireAsync();
        string program =
            $$"""
            const { createRequire } = await import("node:module");
            const require = createRequire(process.cwd() + "/");
            let text = "";
            for await (const part of process.stdin) text += part;
            const input = JSON.parse(text);
            const result = await (async () => { {{script}} })();
            process.stdout.write(JSON.stringify(result));
            process.exit(0);
            """;
        var start = new ProcessStartInfo("node", ["--input-type=module", "-e", program]) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process node = Process.Start(start)!;
        Task<string> output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.StandardInput.WriteAsync(input.ToJsonString());
        node.StandardInput.Close();
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await errors);
        return JsonElement.Parse(await output);
    }

    private static async Task RequireAsync()
    {
        await Installing.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!Packages.All(package => Directory.Exists(Path.Combine(Folder, "node_modules", package.Split('@')[0]))))
            {
                Assert.SkipUnless(await InstallAsync(), $"npm could not install {string.Join(" and ", Packages)}");
            }
        }
        finally
        {
            Installing.Release();
        }
    }

    private static async Task<bool> InstallAsync()
    {
        Directory.CreateDirectory(Folder);
        try
        {
            using Process npm = Process.Start(new ProcessStartInfo("npm", ["install", "--silent", "--no-audit", "--no-fund", "--prefix", Folder, .. Packages]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await npm.WaitForExitAsync(TestContext.Current.CancellationToken);
            return npm.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // there is no npm
        }
    }
}
