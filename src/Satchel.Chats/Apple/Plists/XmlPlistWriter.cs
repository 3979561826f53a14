using System.Globalization;
using System.Text;
using System.Xml;

namespace Satchel.Chats.Apple.Plists;

/// <summary>Writes property lists in XML as Apple's programs do, with their document type declaration.</summary>
internal static class XmlPlistWriter
{
    /// <summary>The bytes of a list, in UTF-8.</summary>
    public static byte[] Write(PlistValue value)
    {
        using MemoryStream stream = new();
        XmlWriterSettings settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, IndentChars = "\t", NewLineChars = "\n" };
        using (var xml = XmlWriter.Create(stream, settings))
        {
            xml.WriteDocType("plist", "-//Apple//DTD PLIST 1.0//EN", "http://www.apple.com/DTDs/PropertyList-1.0.dtd", null);
            xml.WriteStartElement("plist");
            xml.WriteAttributeString("version", "1.0");
            Write(xml, value);
            xml.WriteEndElement();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void Write(XmlWriter xml, PlistValue value)
    {
        switch (value)
        {
            case PlistBoolean { Value: var truth }:
                xml.WriteStartElement(truth ? "true" : "false");
                xml.WriteEndElement();
                break;
            case PlistInteger { Value: var number }:
                xml.WriteElementString("integer", number.ToString(CultureInfo.InvariantCulture));
                break;
            case PlistReal { Value: var real }:
                xml.WriteElementString("real", real.ToString("R", CultureInfo.InvariantCulture));
                break;
            case PlistDate { SecondsSince2001: var seconds }:
                xml.WriteElementString("date", AppleTime.FromSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                break;
            case PlistData { Bytes: var bytes }:
                xml.WriteElementString("data", Convert.ToBase64String(bytes.Span));
                break;
            case PlistString { Text: var text }:
                xml.WriteElementString("string", text);
                break;
            case PlistArray { Items: var items }:
                xml.WriteStartElement("array");
                foreach (PlistValue item in items)
                {
                    Write(xml, item);
                }

                xml.WriteEndElement();
                break;
            case PlistDictionary { Entries: var entries }:
                xml.WriteStartElement("dict");
                foreach (KeyValuePair<string, PlistValue> entry in entries)
                {
                    xml.WriteElementString("key", entry.Key);
                    Write(xml, entry.Value);
                }

                xml.WriteEndElement();
                break;
            default:
                throw new ArgumentException($"XML has no {value.GetType().Name}.", nameof(value));
        }
    }
}
