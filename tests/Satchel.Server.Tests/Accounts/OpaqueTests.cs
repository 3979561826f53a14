using System.Text;
using Satchel.Accounts.Opaque;

namespace Satchel.Server.Tests.Accounts;

public sealed class OpaqueTests
{
    private static readonly byte[] Ana = "ana@example.org"u8.ToArray();

    [Theory]
    [InlineData("opaque real 1")]
    [InlineData("opaque real 2")]
    public void Registration_and_sign_in_give_what_the_RFC_says(string name)
    {
        Func<string, byte[]?> vector = OpaqueVectors.Read(name);
        var parties = new OpaqueParties(vector("context")!, vector("client_identity"), vector("server_identity"));
        using OpaqueServerKeys keys = Keys(vector);
        var server = new OpaqueServer(keys);

        using var registration = new OpaqueRegistration(vector("password"), vector("blind_registration")!, vector("envelope_nonce")!, parties);
        byte[]? response = server.TryRespondToRegistration(vector("credential_identifier"), registration.Request);
        (byte[] Record, byte[] ExportKey)? registered = registration.TryFinish(response, KeyStretching.Identity);
        using var login = new OpaqueLogin(vector("password"), vector("blind_login")!, vector("client_nonce")!, vector("client_keyshare_seed")!, parties);
        OpaqueServerLogin? answered = server.TryRespondToLogin(
            vector("credential_identifier"), registered?.Record, login.Ke1, parties, vector("masking_nonce"), vector("server_nonce"), vector("server_keyshare_seed"));
        (OpaqueSession Session, byte[] ExportKey)? finished = login.TryAgree(answered?.Ke2, KeyStretching.Identity);

        Assert.Equal(vector("server_public_key"), keys.PublicKey);
        Assert.Equal(vector("registration_request"), registration.Request);
        Assert.Equal(vector("registration_response"), response);
        Assert.Equal(vector("registration_upload"), registered?.Record);
        Assert.Equal(vector("export_key"), registered?.ExportKey);
        Assert.Equal(vector("ke1"), login.Ke1);
        Assert.Equal(vector("ke2"), answered?.Ke2);
        Assert.Equal(vector("ke3"), finished?.Session.ClientMac);
        Assert.Equal(vector("ke3"), answered?.Expected);
        Assert.Equal(vector("session_key"), finished?.Session.SessionKey);
        Assert.Equal(vector("export_key"), finished?.ExportKey);
    }

    [Fact]
    public void An_answer_to_nobody_is_what_the_RFC_says()
    {
        Func<string, byte[]?> vector = OpaqueVectors.Read("opaque fake 1");
        var parties = new OpaqueParties(vector("context")!, vector("client_identity"), vector("server_identity"));
        using OpaqueServerKeys keys = Keys(vector);
        byte[] record = [.. vector("client_public_key")!, .. vector("masking_key")!, .. new byte[OpaqueSizes.Envelope]];

        OpaqueServerLogin? answered = new OpaqueServer(keys).TryRespondToLogin(
            vector("credential_identifier"), record, vector("ke1"), parties, vector("masking_nonce"), vector("server_nonce"), vector("server_keyshare_seed"));

        Assert.Equal(vector("ke2"), answered?.Ke2);
    }

    [Fact]
    public void The_passphrase_signs_in_and_gives_the_same_export_key()
    {
        using OpaqueServerKeys keys = OpaqueServerKeys.Create();
        (byte[] Record, byte[] ExportKey) registered = Register(keys, "correct horse");

        using var login = new OpaqueLogin("correct horse"u8);
        OpaqueServerLogin? answered = new OpaqueServer(keys).TryRespondToLogin(Ana, registered.Record, login.Ke1);
        (byte[] Ke3, byte[] ExportKey)? finished = login.TryFinish(answered!.Ke2, KeyStretching.Identity);

        Assert.NotNull(finished);
        Assert.True(OpaqueServer.Finish(answered.Expected, finished.Value.Ke3));
        Assert.Equal(registered.ExportKey, finished.Value.ExportKey);
        Assert.True(OpaqueServer.IsRecord(registered.Record));
    }

    [Fact]
    public void Another_passphrase_another_address_and_another_server_do_not_sign_in()
    {
        using OpaqueServerKeys keys = OpaqueServerKeys.Create();
        using OpaqueServerKeys others = OpaqueServerKeys.Create();
        byte[] record = Register(keys, "correct horse").Record;

        Assert.False(SignsIn(keys, Ana, record, "correct house"));
        Assert.False(SignsIn(keys, "ben@example.org"u8.ToArray(), record, "correct horse"));
        Assert.False(SignsIn(others, Ana, record, "correct horse"));
        Assert.False(SignsIn(keys, Ana, null, "correct horse"));
        Assert.True(SignsIn(keys, Ana, record, "correct horse"));
    }

    [Fact]
    public void Kept_keys_are_the_same_keys()
    {
        using OpaqueServerKeys keys = OpaqueServerKeys.Create();
        byte[] record = Register(keys, "correct horse").Record;

        using OpaqueServerKeys kept = OpaqueServerKeys.FromBytes(keys.Export());

        Assert.True(SignsIn(kept, Ana, record, "correct horse"));
        Assert.Throws<ArgumentException>(() => OpaqueServerKeys.FromBytes(new byte[OpaqueServerKeys.Bytes - 1]));
    }

    [Fact]
    public void Every_changed_byte_of_an_answer_is_refused()
    {
        using OpaqueServerKeys keys = OpaqueServerKeys.Create();
        byte[] record = Register(keys, "correct horse").Record;
        using var login = new OpaqueLogin("correct horse"u8);
        byte[] ke2 = new OpaqueServer(keys).TryRespondToLogin(Ana, record, login.Ke1)!.Ke2;

        for (int i = 0; i < ke2.Length; i++)
        {
            byte[] changed = [.. ke2];
            changed[i] ^= 1;
            Assert.Null(login.TryFinish(changed, KeyStretching.Identity));
        }

        Assert.Null(login.TryFinish(ke2.AsSpan(1), KeyStretching.Identity));
        Assert.NotNull(login.TryFinish(ke2, KeyStretching.Identity));
    }

    [Fact]
    public void Random_bytes_are_answered_or_refused_and_nothing_else()
    {
        using OpaqueServerKeys keys = OpaqueServerKeys.Create();
        var server = new OpaqueServer(keys);
        var random = new Random(20261121);
        for (int i = 0; i < 500; i++)
        {
            byte[] bytes = new byte[random.Next(0, 400)];
            random.NextBytes(bytes);
            byte[] ke1 = new byte[OpaqueSizes.Ke1];
            random.NextBytes(ke1);

            Assert.Null(server.TryRespondToRegistration(Ana, bytes.Length == OpaqueSizes.RegistrationRequest ? [] : bytes));
            Assert.True(server.TryRespondToLogin(Ana, null, ke1) is null or { Ke2.Length: OpaqueSizes.Ke2 });
            Assert.False(bytes.Length != OpaqueSizes.Record && OpaqueServer.IsRecord(bytes));
        }
    }

    [Fact]
    public void Stretching_has_a_floor_and_costs_what_it_says()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyStretching(KeyStretching.LeastMemoryBytes - 1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KeyStretching(KeyStretching.LeastMemoryBytes, 2));

        byte[] input = Encoding.ASCII.GetBytes("an output of the function");
        byte[] least = new KeyStretching(KeyStretching.LeastMemoryBytes, KeyStretching.LeastPasses).Stretch(input);
        byte[] more = new KeyStretching(KeyStretching.LeastMemoryBytes, KeyStretching.LeastPasses + 1).Stretch(input);

        Assert.Equal(OpaqueSizes.Hash, least.Length);
        Assert.NotEqual(least, more);
    }

    private static bool SignsIn(OpaqueServerKeys keys, byte[] credential, byte[]? record, string passphrase)
    {
        using var login = new OpaqueLogin(Encoding.UTF8.GetBytes(passphrase));
        OpaqueServerLogin answered = new OpaqueServer(keys).TryRespondToLogin(credential, record, login.Ke1)!;
        return login.TryFinish(answered.Ke2, KeyStretching.Identity) is var (ke3, _) && OpaqueServer.Finish(answered.Expected, ke3);
    }

    private static (byte[] Record, byte[] ExportKey) Register(OpaqueServerKeys keys, string passphrase)
    {
        using var registration = new OpaqueRegistration(Encoding.UTF8.GetBytes(passphrase));
        byte[]? response = new OpaqueServer(keys).TryRespondToRegistration(Ana, registration.Request);
        return registration.TryFinish(response, KeyStretching.Identity)!.Value;
    }

    private static OpaqueServerKeys Keys(Func<string, byte[]?> vector) =>
        OpaqueServerKeys.FromBytes([.. vector("oprf_seed")!, .. vector("server_private_key")!]);
}
