namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>
/// Writes a new <c>ContactsV2.sqlite</c>, which gives people their names. A phone's own is left as it is: the app fills it from the phone's address book.
/// </summary>
internal static class ContactNames
{
    private const string Entity = "WAAddressBookContact";

    private static readonly string[] Slots = ["Z_PK", "ZFULLNAME", "ZLID", "ZPHONENUMBER", "ZWHATSAPPID"];

    /// <summary>Writes the file.</summary>
    public static void Write(string path, string owner, IEnumerable<Participant> people)
    {
        using WorkingStore store = WorkingStore.New(path, "ContactsV2", owner);
        EntityNumbers entities = new(store.Database);
        StoreTable table = new(store.Database, "ZWAADDRESSBOOKCONTACT");
        using (RowInsert insert = new(table, Slots, new StoreFillings(entities, new StoreConventions()).Of(table, Slots, Entity)))
        {
            foreach (Participant person in people)
            {
                bool isLid = Jid.ServerOf(person.Id) is "lid";
                insert.Set(0, entities.NextRow(Entity));
                insert.Set(1, person.Alias ?? person.Name);
                insert.Set(2, isLid ? person.Id : null);
                insert.Set(3, person.Phone ?? Jid.PhoneOf(person.Id));
                insert.Set(4, isLid ? null : person.Id);
                insert.Insert();
            }
        }

        entities.Save();
        store.Finish();
    }
}
