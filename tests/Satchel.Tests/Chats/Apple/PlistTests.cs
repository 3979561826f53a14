using System.Text;
using Satchel.Chats;
using Satchel.Chats.Apple.Plists;

namespace Satchel.Tests.Chats.Apple;

public sealed class PlistTests
{
    // Written by another program: plistlib of Python 3, with one value of each kind.
    private const string OfPlistlib =
        "YnBsaXN0MDDbAQIDBAUGBwgJCgsMDQ4WFxgZGhscHlR0ZXh0VHdpZGVTaW50VHJlYWxTeWVzUm5vVGRhdGFUZGF0ZVN1aWRUbG9uZ1VlbXB0eVVwbGFpbmVfrk/hACDYPd4Apw8QERITFBUQ" +
        "ABD/Ef//Ev////8T//////////8Tf/////////8UAAAAAAAAAAD//////////yM/+AAAAAAAAAkIQwAB/zNBxYIUQAAAAIEBLK8QFB0dHR0dHR0dHR0dHR0dHR0dHR0dUXjQCB8kKS0yNjk+" +
        "Q0dMUlhja21vcneAiZqjpKWpsrXMzgAAAAAAAAEBAAAAAAAAAB8AAAAAAAAAAAAAAAAAAADP";

    private static readonly Int128[] Integers = [0, 255, 65_535, 4_294_967_295, -1, long.MaxValue, ulong.MaxValue];

    [Fact]
    public void A_binary_list_of_another_program_is_read()
    {
        PlistDictionary list = Plist.ReadDictionary(Convert.FromBase64String(OfPlistlib), "a.plist");

        Assert.Equal("plain", list.Text("text"));
        Assert.Equal("微信 😀", list.Text("wide"));
        Assert.Equal(Integers, ((PlistArray)list["int"]!).Items.Select(item => ((PlistInteger)item).Value));
        Assert.Equal(1.5, ((PlistReal)list["real"]!).Value);
        Assert.True(list.Boolean("yes"));
        Assert.False(list.Boolean("no"));
        Assert.Equal([0, 1, 0xFF], list.Data("data")!.Value.ToArray());
        Assert.Equal(721_692_800, Math.Round(((PlistDate)list["date"]!).SecondsSince2001));
        Assert.Equal(300UL, ((PlistUid)list["uid"]!).Index);
        Assert.Equal(20, ((PlistArray)list["long"]!).Items.Count);
        Assert.Empty(list.Dictionary("empty")!.Entries);
    }

    [Fact]
    public void What_is_written_reads_back_in_both_forms()
    {
        for (int seed = 1; seed <= 60; seed++)
        {
            PlistValue value = Random(new Random(seed), 0, isBinary: true);
            Assert.Equal(Text(value), Text(Plist.Read(BinaryPlistWriter.Write(value), "a.plist")));

            PlistValue plain = Random(new Random(seed), 0, isBinary: false);
            Assert.Equal(Text(plain), Text(Plist.Read(XmlPlistWriter.Write(plain), "a.plist")));
        }
    }

    [Fact]
    public void A_list_in_XML_is_read_past_its_document_type_and_comments()
    {
        PlistDictionary list = Plist.ReadDictionary(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            <plist version="1.0">
            <dict>
            	<!-- a comment -->
            	<key>Name</key><string>Ben &amp; Mei</string>
            	<key>When</key><date>2023-11-14T22:13:20Z</date>
            	<key>Bytes</key><data>
            	AAH/
            	AA==
            	</data>
            	<key>None</key><array/>
            	<key>Hex</key><integer>0x1F</integer>
            	<key>Least</key><integer>-9223372036854775808</integer>
            </dict>
            </plist>
            """u8.ToArray(),
            "Info.plist");

        Assert.Equal("Ben & Mei", list.Text("Name"));
        Assert.Equal(721_692_800, ((PlistDate)list["When"]!).SecondsSince2001);
        Assert.Equal([0, 1, 0xFF, 0], list.Data("Bytes")!.Value.ToArray());
        Assert.Empty(((PlistArray)list["None"]!).Items);
        Assert.Equal(31, list.Integer("Hex"));
        Assert.Equal(long.MinValue, list.Integer("Least"));
    }

    [Fact]
    public void Entities_of_a_document_type_are_never_followed()
    {
        string secret = Path.GetTempFileName();
        File.WriteAllText(secret, "secret");
        string xml = $"""<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a SYSTEM "file://{secret}"><!ENTITY b "&a;&a;">]><plist><dict><key>x</key><string>&b;</string></dict></plist>""";

        Assert.Equal(ChatFormatProblem.Damaged, Refused(Encoding.UTF8.GetBytes(xml)));
        File.Delete(secret);
    }

    [Theory]
    [InlineData("", ChatFormatProblem.Truncated)]
    [InlineData("bplist00", ChatFormatProblem.Truncated)]
    [InlineData("<plist><dict><key>x</key></dict></plist>", ChatFormatProblem.Damaged)]
    [InlineData("<plist><dict><string>x</string></dict></plist>", ChatFormatProblem.Damaged)]
    [InlineData("<plist><integer>many</integer></plist>", ChatFormatProblem.Damaged)]
    [InlineData("<plist><data>%%</data></plist>", ChatFormatProblem.Damaged)]
    [InlineData("<plist><date>soon</date></plist>", ChatFormatProblem.Damaged)]
    [InlineData("<plist><dict/><dict/></plist>", ChatFormatProblem.Damaged)]
    [InlineData("<plist><set/></plist>", ChatFormatProblem.UnsupportedVersion)]
    [InlineData("<html/>", ChatFormatProblem.NotThisFormat)]
    [InlineData("not a list", ChatFormatProblem.Damaged)]
    public void What_is_no_list_is_refused(string text, ChatFormatProblem problem) => Assert.Equal(problem, Refused(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void An_object_that_holds_itself_is_refused()
    {
        // Two arrays, each holding the other.
        Assert.Equal(ChatFormatProblem.Damaged, Refused(Binary([[0xA1, 1], [0xA1, 0]])));
    }

    [Fact]
    public void Objects_that_lie_over_each_other_are_refused()
    {
        // A thousand objects at the same place, each with a thousand references, would be a million of them in a few kilobytes.
        byte[] many = [0xAF, 0x11, 3, 232, .. Enumerable.Range(1, 1000).SelectMany(i => new byte[] { (byte)(i >> 8), unchecked((byte)i) })];
        byte[] top = [.. "bplist00"u8, .. many];
        byte[] offsets = [.. Enumerable.Range(0, 1001).SelectMany(i => new byte[] { 0, 8 })];
        byte[] trailer = [0, 0, 0, 0, 0, 0, 2, 2, .. BigEndian(1001), .. BigEndian(0), .. BigEndian(top.Length)];

        Assert.Equal(ChatFormatProblem.Damaged, Refused([.. top, .. offsets, .. trailer]));
    }

    [Fact]
    public void A_list_nested_too_deep_is_refused_in_both_forms()
    {
        byte[][] nested = [.. Enumerable.Range(1, 100).Select(i => new byte[] { 0xA1, (byte)i }), [0x09]];

        Assert.Equal(ChatFormatProblem.LimitExceeded, Refused(Binary(nested)));
        Assert.Equal(ChatFormatProblem.LimitExceeded, Refused(Encoding.ASCII.GetBytes($"<plist>{string.Concat(Enumerable.Repeat("<array>", 5_000))}")));
    }

    private static byte[] Binary(byte[][] objects)
    {
        List<byte> bytes = [.. "bplist00"u8];
        List<byte> offsets = [];
        foreach (byte[] one in objects)
        {
            offsets.AddRange([(byte)(bytes.Count >> 8), unchecked((byte)bytes.Count)]);
            bytes.AddRange(one);
        }

        int table = bytes.Count;
        return [.. bytes, .. offsets, 0, 0, 0, 0, 0, 0, 2, 1, .. BigEndian(objects.Length), .. BigEndian(0), .. BigEndian(table)];
    }

    private static byte[] BigEndian(int number) => [0, 0, 0, 0, 0, 0, (byte)(number >> 8), unchecked((byte)number)];

    private static ChatFormatProblem Refused(byte[] bytes) => Assert.Throws<ChatFormatException>(() => Plist.Read(bytes, "a.plist")).Problem;

    private static PlistValue Random(Random random, int depth, bool isBinary)
    {
        switch (random.Next(depth < 4 ? 8 : 6))
        {
            case 0:
                return new PlistBoolean(random.Next(2) == 0);
            case 1:
                return new PlistInteger(Integers[random.Next(Integers.Length)] + random.Next(3));
            case 2:
                return new PlistReal(random.NextDouble() * 1e9);
            case 3:
                return new PlistDate(random.Next());
            case 4:
                return isBinary && random.Next(2) == 0 ? new PlistUid((ulong)random.NextInt64()) : new PlistData(BackupWorld.Bytes(random.Next(40), random.Next()));
            case 5:
                return new PlistString(string.Concat(Enumerable.Repeat(random.Next(2) == 0 ? "ascii " : "字 & <😀>", random.Next(6))));
            case 6:
                return new PlistArray([.. Enumerable.Range(0, random.Next(20)).Select(_ => Random(random, depth + 1, isBinary))]);
            default:
                return new PlistDictionary([.. Enumerable.Range(0, random.Next(20)).Select(i => new KeyValuePair<string, PlistValue>($"key {i}", Random(random, depth + 1, isBinary)))]);
        }
    }

    private static string Text(PlistValue value) => value switch
    {
        PlistArray array => $"[{string.Join(',', array.Items.Select(Text))}]",
        PlistDictionary dictionary => $"{{{string.Join(',', dictionary.Entries.Select(entry => $"{entry.Key}:{Text(entry.Value)}"))}}}",
        PlistData data => Convert.ToHexString(data.Bytes.Span),
        _ => value.ToString()!,
    };
}
