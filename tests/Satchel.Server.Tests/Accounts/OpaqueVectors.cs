namespace Satchel.Server.Tests.Accounts;

/// <summary>The cases of <c>tests/vectors/opaque.txt</c>.</summary>
internal static class OpaqueVectors
{
    /// <summary>The values of one case; a value that it lacks is null.</summary>
    public static Func<string, byte[]?> Read(string name)
    {
        var values = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        bool inside = false;
        foreach (string line in File.ReadLines(Path.Combine(Root(), "tests", "vectors", "opaque.txt")))
        {
            string[] parts = line.Split(": ");
            if (parts is ["case", var title])
            {
                inside = title == name;
            }
            else if (inside && parts is [var key, var hex])
            {
                values.Add(key, Convert.FromHexString(hex));
            }
        }

        Assert.NotEmpty(values);
        return values.GetValueOrDefault;
    }

    /// <summary>The checkout.</summary>
    public static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Satchel.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests do not run inside a checkout");
        }

        return folder;
    }
}
