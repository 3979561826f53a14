using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Satchel.Server.Accounts;

namespace Satchel.Server.Pages.Hosting;

/// <summary>
/// The key under which the framework protects forms against other sites: one that all servers of a cloud share through the database,
/// where the framework would make a file for each in somebody's home folder.
/// </summary>
internal sealed class FormKeys(ServerKeys keys) : IXmlRepository
{
    // The key ring asks for an id and dates; the key is as old as the cloud, and as lasting.
    private static readonly Guid Id = new("5a7c4e10-0000-4000-8000-000000000001");
    private static readonly DateTimeOffset Since = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset Until = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var master = new Secret(keys.Forms);
        XmlSerializedDescriptorInfo descriptor = new AuthenticatedEncryptorDescriptor(new AuthenticatedEncryptorConfiguration(), master).ExportToXml();
        return
        [
            new XElement(
                "key",
                new XAttribute("id", Id),
                new XAttribute("version", 1),
                new XElement("creationDate", Since),
                new XElement("activationDate", Since),
                new XElement("expirationDate", Until),
                new XElement("descriptor", new XAttribute("deserializerType", descriptor.DeserializerType.AssemblyQualifiedName!), descriptor.SerializedDescriptorElement)),
        ];
    }

    /// <summary>Is never asked for: no key is made but the one.</summary>
    public void StoreElement(XElement element, string friendlyName) => throw new NotSupportedException("the key of the forms is made with the cloud");
}
