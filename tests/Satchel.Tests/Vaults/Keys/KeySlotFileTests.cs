using System.Text;
using Satchel.TestKit;
using Satchel.Vaults;
using Satchel.Vaults.Keys;

namespace Satchel.Tests.Vaults.Keys;

public sealed class KeySlotFileTests : IDisposable
{
    private readonly KeyRing _keys = new([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], [Secret.Random(32), Secret.Random(32)]);

    public void Dispose() => _keys.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("my phone")]
    [InlineData("\"quoted\" \\ and \u0001 \n lines")]
    [InlineData("妈妈的手机 📱 \u2028 </script>")]
    public void It_reads_back_whatever_it_is_called(string name)
    {
        KeySlotFile file = Device(name);

        KeySlotFile read = KeySlotFile.Parse(file.Write(), file.Slot.FileName);
        read.Verify(_keys);

        Assert.Equal(name, read.Slot.Name);
        Assert.Equal(file.Write(), read.Write());
    }

    [Fact]
    public void A_name_that_is_too_long_is_cut_between_characters()
    {
        KeySlotFile file = Device(string.Concat(Enumerable.Repeat("📱", 150)) + "\uD83D");

        KeySlotFile read = KeySlotFile.Parse(file.Write(), file.Slot.FileName);

        Assert.Equal(string.Concat(Enumerable.Repeat("📱", 100)), read.Slot.Name);
    }

    [Fact]
    public void Flipped_bits_in_every_byte_and_every_prefix_of_a_passphrase_slot_is_damage() => RefusesAll(Passphrase(), 3);

    [Fact]
    public void Every_flipped_bit_and_every_prefix_of_a_device_slot_is_damage() => RefusesAll(Device("phone"), 1);

    [Fact]
    public void Every_mutation_is_refused_or_read_as_before()
    {
        KeySlotFile file = Passphrase();
        byte[] original = file.Write();
        var random = new Random(20261121);
        for (int i = 0; i < 1500; i++)
        {
            byte[] mutated = Mutate(original, random);
            if (!mutated.AsSpan().SequenceEqual(original))
            {
                Assert.Equal(VaultProblem.Damaged, Assert.Throws<VaultException>(() => KeySlotFile.Parse(mutated, file.Slot.FileName)).Problem);
            }
        }
    }

    [Theory]
    [InlineData(1024 * 1024, 3)]
    [InlineData(64 * 1024 * 1024, 2)]
    [InlineData(64 * 1024 * 1024, 65)]
    [InlineData(2L * 1024 * 1024 * 1024, 3)]
    public void A_cost_outside_of_the_bounds_is_refused_before_it_is_paid(long memoryBytes, int passes)
    {
        KeySlot slot = Passphrase().Slot;
        KeySlotFile file = KeySlotFile.Create(slot with { Cost = new PassphraseCost(memoryBytes, passes, slot.Cost!.Salt) }, _keys);

        VaultException error = Assert.Throws<VaultException>(() => KeySlotFile.Parse(file.Write(), slot.FileName));

        Assert.Equal(VaultProblem.Damaged, error.Problem);
    }

    [Fact]
    public void A_slot_under_another_name_is_damage()
    {
        KeySlotFile file = Device("phone");

        Assert.Throws<VaultException>(() => KeySlotFile.Parse(file.Write(), file.Slot.FileName with { Epochs = 3 }));
        Assert.Throws<VaultException>(() => KeySlotFile.Parse(file.Write(), file.Slot.FileName with { Slot = new string('0', 32) }));
    }

    [Fact]
    public void A_slot_that_was_made_without_the_vaults_keys_is_damage()
    {
        using var others = new KeyRing(new byte[16], [Secret.Random(32)]);

        Assert.Equal(VaultProblem.Damaged, Assert.Throws<VaultException>(() => Device("phone").Verify(others)).Problem);
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        byte[] mutated = [.. original];
        int at = random.Next(original.Length);
        int count = Math.Min(random.Next(1, 40), original.Length - at);
        return random.Next(4) switch
        {
            0 => [.. mutated[..at], .. mutated[(at + count)..]],
            1 => [.. mutated[..at], .. mutated[at..(at + count)], .. mutated[at..]],
            2 => [.. mutated[..at], (byte)random.Next(256), .. mutated[(at + 1)..]],
            _ => [.. mutated[..at], .. Encoding.ASCII.GetBytes("\"{}[]\\u0,:9"[random.Next(11)].ToString()), .. mutated[at..]],
        };
    }

    private static void RefusesAll(KeySlotFile slot, int step)
    {
        byte[] file = slot.Write();
        for (int bit = 0; bit < file.Length * 8; bit += step)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(VaultProblem.Damaged, Assert.Throws<VaultException>(() => KeySlotFile.Parse(file, slot.Slot.FileName)).Problem);
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        for (int length = 0; length < file.Length; length++)
        {
            Assert.Equal(VaultProblem.Damaged, Assert.Throws<VaultException>(() => KeySlotFile.Parse(file.AsSpan(0, length), slot.Slot.FileName)).Problem);
        }
    }

    private KeySlotFile Device(string name)
    {
        using Secret privateKey = Secret.Random(32);
        return KeySlotFile.Create(KeySlot.Create("device", name, new FakeTimeProvider().GetUtcNow(), privateKey.Span, _keys.EpochKeys), _keys);
    }

    private KeySlotFile Passphrase()
    {
        using var passphrase = new PassphraseSecret("correct horse"u8.ToArray());
        return KeySlotFile.Create(KeySlot.Create(passphrase, "mine", new FakeTimeProvider(), _keys.EpochKeys), _keys);
    }
}
