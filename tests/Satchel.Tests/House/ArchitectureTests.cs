using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Satchel.Tests.House;

/// <summary>Holds the tree to docs/architecture.md: what a project may reference, and what a file may be.</summary>
public sealed partial class ArchitectureTests
{
    private const int LongestFileLines = 400;

    private static readonly string Root = Checkout.Root;

    /// <summary>The table of docs/architecture.md: who may reference whom. A missing reference is a promise.</summary>
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Satchel.Storage"] = [],
        ["Satchel.Accounts"] = [],
        ["Satchel.Chats"] = [],
        ["Satchel.Vaults"] = ["Satchel.Storage"],
        ["Satchel"] = ["Satchel.Chats", "Satchel.Storage", "Satchel.Vaults"],
        ["Satchel.Cli"] = ["Satchel", "Satchel.Accounts", "Satchel.Chats", "Satchel.Storage", "Satchel.Vaults"],
        ["Satchel.Server"] = ["Satchel.Accounts", "Satchel.Storage"],
    };

    public static TheoryData<string> Projects => [.. MayReference.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_what_the_table_allows_and_no_more(string project)
    {
        XDocument file = XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj"));

        string[] references = [.. file.Descendants("ProjectReference").Select(NameOfReference).Order(StringComparer.Ordinal)];

        Assert.Equal(MayReference[project].Order(StringComparer.Ordinal), references);
    }

    [Fact]
    public void Every_project_below_src_stands_in_the_table()
    {
        IEnumerable<string> projects = Directory.EnumerateDirectories(Path.Combine(Root, "src")).Select(folder => Path.GetFileName(folder));

        Assert.Equal(MayReference.Keys.Order(StringComparer.Ordinal), projects.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Satchel.Chats")]
    [InlineData("Satchel.Vaults")]
    [InlineData("Satchel")]
    public void A_project_that_sees_plaintext_opens_no_connection(string project)
    {
        IEnumerable<string> offenders = SourceFiles(project).Where(path => Connection().IsMatch(File.ReadAllText(path)));

        Assert.Empty(offenders.Select(Relative));
    }

    [Fact]
    public void Native_calls_stand_in_folders_named_Native()
    {
        IEnumerable<string> offenders = AllSourceFiles().Where(path =>
            NativeCall().IsMatch(File.ReadAllText(path)) && !path.Contains("/Native/", StringComparison.Ordinal));

        Assert.Empty(offenders.Select(Relative));
    }

    [Fact]
    public void No_source_file_is_longer_than_a_reader_can_hold()
    {
        IEnumerable<string> offenders = AllSourceFiles().Where(path => File.ReadLines(path).Count() > LongestFileLines);

        Assert.Empty(offenders.Select(Relative));
    }

    [Fact]
    public void No_type_is_named_for_nothing_in_particular()
    {
        IEnumerable<string> offenders = AllSourceFiles().Where(path => NamedForNothing().IsMatch(Path.GetFileNameWithoutExtension(path)));

        Assert.Empty(offenders.Select(Relative));
    }

    [Fact]
    public void A_file_is_named_for_the_type_it_holds()
    {
        IEnumerable<string> offenders = AllSourceFiles().Where(path => !HoldsItsType(path));

        Assert.Empty(offenders.Select(Relative));
    }

    private static bool HoldsItsType(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path).Split('.')[0];
        return name == "Program" || Regex.IsMatch(File.ReadAllText(path), $@"\b(class|struct|interface|enum|record|delegate)\b[^;{{]*\b{Regex.Escape(name)}\b");
    }

    private static string NameOfReference(XElement reference) =>
        Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'));

    private static string Relative(string path) => Path.GetRelativePath(Root, path);

    private static IEnumerable<string> AllSourceFiles() => MayReference.Keys.SelectMany(SourceFiles);

    private static IEnumerable<string> SourceFiles(string project) =>
        Directory.EnumerateFiles(Path.Combine(Root, "src", project), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal));

    [GeneratedRegex(@"\[(LibraryImport|DllImport)")]
    private static partial Regex NativeCall();

    [GeneratedRegex(@"System\.Net\.(Http|Sockets|Quic|WebSockets|Security)\b|\b(HttpClient|Socket|TcpClient)\b")]
    private static partial Regex Connection();

    [GeneratedRegex("(Utils?|Helpers?|Managers?|Misc|Common)$")]
    private static partial Regex NamedForNothing();
}
