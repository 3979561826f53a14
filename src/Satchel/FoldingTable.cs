using System.Collections;
using System.Globalization;

namespace Satchel;

/// <summary>What Unicode says of letters, as build/make-folding.py wrote it down: read when something is first searched for.</summary>
internal sealed class FoldingTable
{
    private const int BasicPlane = 0x10000;
    private const int HangulJamo = 0x1100;
    private const int HangulJamoEnd = 0x1200;

    private static readonly Lazy<FoldingTable> Loaded = new(() => new FoldingTable());

    private readonly Dictionary<int, int> _classes = [];
    private readonly BitArray _changing = new(BasicPlane);

    private FoldingTable()
    {
        using Stream resource = typeof(FoldingTable).Assembly.GetManifestResourceStream("Satchel.Folding.txt")
            ?? throw new InvalidOperationException("The assembly was built without Folding.txt.");
        using var reader = new StreamReader(resource);
        string section = "";
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
            {
                section = line;
            }
            else if (!line.StartsWith('#'))
            {
                Take(section, [.. line.Split(' ').Select(hex => int.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))]);
            }
        }

        for (int jamo = HangulJamo; jamo < HangulJamoEnd; jamo++)
        {
            _changing[jamo] = true;
        }

        for (int surrogate = 0xD800; surrogate < 0xE000; surrogate++)
        {
            _changing[surrogate] = true; // what lies beyond the first plane is looked up
        }
    }

    /// <summary>The only one.</summary>
    public static FoldingTable Instance => Loaded.Value;

    /// <summary>What code points become that do not stay as they are.</summary>
    public Dictionary<int, int[]> Folding { get; } = [];

    /// <summary>Which two become one.</summary>
    public Dictionary<(int First, int Second), int> Pairs { get; } = [];

    /// <summary>The combining class: 0 for a letter.</summary>
    public int ClassOf(int point) => point < 0x300 ? 0 : _classes.GetValueOrDefault(point);

    /// <summary>Whether folding could change the text; most of Chinese stays as it is.</summary>
    public bool ChangesAnyOf(string text)
    {
        foreach (char c in text)
        {
            if (_changing[c])
            {
                return true;
            }
        }

        return false;
    }

    private void Take(string section, int[] values)
    {
        switch (section)
        {
            case "[folding]":
                Folding[values[0]] = values[1..];
                Mark(values[0]);
                break;
            case "[classes]":
                _classes[values[0]] = values[1];
                Mark(values[0]);
                break;
            case "[pairs]":
                Pairs[(values[0], values[1])] = values[2];
                Mark(values[1]);
                break;
            default:
                throw new InvalidOperationException($"Folding.txt has a section {section}.");
        }
    }

    private void Mark(int point)
    {
        if (point < BasicPlane)
        {
            _changing[point] = true;
        }
    }
}
