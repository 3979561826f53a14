using System.Globalization;
using System.Xml;

namespace Satchel.Chats.Apple.Plists;

/// <summary>
/// Reads property lists in XML. Apple's carry a document type declaration: it is passed over, never read, and no entity but XML's own five is known.
/// </summary>
internal sealed class XmlPlistReader
{
    private readonly XmlReader _xml;
    private readonly string _where;
    private int _values;

    private XmlPlistReader(XmlReader xml, string where)
    {
        _xml = xml;
        _where = where;
    }

    /// <summary>Reads a list.</summary>
    /// <exception cref="ChatFormatException">It is none.</exception>
    public static PlistValue Read(ReadOnlyMemory<byte> bytes, string where)
    {
        if (bytes.Length > PlistLimits.MaxBytes)
        {
            throw new ChatFormatException(ChatFormatProblem.LimitExceeded, where, $"has {bytes.Length} bytes; at most {PlistLimits.MaxBytes} are read");
        }

        XmlReaderSettings settings = new()
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = PlistLimits.MaxBytes,
        };
        using MemoryStream stream = new(bytes.ToArray(), writable: false);
        try
        {
            using var xml = XmlReader.Create(stream, settings);
            return new XmlPlistReader(xml, where).Document();
        }
        catch (Exception failure) when (failure is XmlException or ArgumentException or InvalidOperationException)
        {
            // What is no text in any encoding shows as an ArgumentException, what is none of XML's characters as the others.
            throw new ChatFormatException(ChatFormatProblem.Damaged, where, $"is no property list: {failure.Message}", failure);
        }
    }

    private PlistValue Document()
    {
        if (_xml.MoveToContent() != XmlNodeType.Element || _xml.Name != "plist" || _xml.IsEmptyElement)
        {
            throw Failure(ChatFormatProblem.NotThisFormat, "is no property list");
        }

        _xml.Read();
        PlistValue value = Value(0);
        return _xml.MoveToContent() == XmlNodeType.EndElement ? value : throw Failure(ChatFormatProblem.Damaged, "holds more than one value");
    }

    private PlistValue Value(int depth)
    {
        if (_xml.MoveToContent() != XmlNodeType.Element)
        {
            throw Failure(ChatFormatProblem.Damaged, "has no value where one belongs");
        }

        if (depth > PlistLimits.MaxDepth || ++_values > PlistLimits.MaxValues)
        {
            throw Failure(ChatFormatProblem.LimitExceeded, $"is nested more than {PlistLimits.MaxDepth} deep, or holds more than {PlistLimits.MaxValues} values");
        }

        switch (_xml.Name)
        {
            case "dict":
                return Dictionary(depth);
            case "array":
                return new PlistArray(Items(depth));
            case "true" or "false":
                bool truth = _xml.Name == "true";
                _xml.Skip();
                return new PlistBoolean(truth);
            case "string":
                return new PlistString(Text());
            case "data":
                return new PlistData(Bytes(Text()));
            case "integer":
                return new PlistInteger(Integer(Text().Trim()));
            case "real":
                return double.TryParse(Text().Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double real) ? new PlistReal(real) : throw Failure(ChatFormatProblem.Damaged, "holds a real that is none");
            case "date":
                return Date(Text().Trim());
            default:
                throw Failure(ChatFormatProblem.UnsupportedVersion, $"holds a value of the unknown kind {_xml.Name}");
        }
    }

    private PlistDictionary Dictionary(int depth)
    {
        List<KeyValuePair<string, PlistValue>> entries = [];
        if (_xml.IsEmptyElement)
        {
            _xml.Read();
            return PlistDictionary.Empty;
        }

        _xml.Read();
        while (_xml.MoveToContent() == XmlNodeType.Element)
        {
            if (_xml.Name != "key")
            {
                throw Failure(ChatFormatProblem.Damaged, "has a dictionary with a value without a key");
            }

            string key = Text();
            entries.Add(new(key, Value(depth + 1)));
        }

        _xml.ReadEndElement();
        return new PlistDictionary(entries);
    }

    private List<PlistValue> Items(int depth)
    {
        List<PlistValue> items = [];
        if (_xml.IsEmptyElement)
        {
            _xml.Read();
            return items;
        }

        _xml.Read();
        while (_xml.MoveToContent() == XmlNodeType.Element)
        {
            items.Add(Value(depth + 1));
        }

        _xml.ReadEndElement();
        return items;
    }

    private string Text() => _xml.ReadElementContentAsString();

    private byte[] Bytes(string text)
    {
        byte[] bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out int length) ? bytes[..length] : throw Failure(ChatFormatProblem.Damaged, "holds data that is not in base 64");
    }

    private Int128 Integer(string text)
    {
        bool isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return isHex && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hex) ? hex
            : Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 number) ? number
            : throw Failure(ChatFormatProblem.Damaged, "holds an integer that is none");
    }

    private PlistDate Date(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? new PlistDate((date - AppleTime.Epoch).TotalSeconds)
            : throw Failure(ChatFormatProblem.Damaged, "holds a date that is none");

    private ChatFormatException Failure(ChatFormatProblem problem, string message) => new(problem, _where, message);
}
