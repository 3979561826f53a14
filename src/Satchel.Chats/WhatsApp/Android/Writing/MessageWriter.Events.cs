namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <content>What happened to a chat.</content>
internal sealed partial class MessageWriter
{
    private void WriteSystem(MessageDraft draft, SystemBody body)
    {
        if (draft.Type == MessageTypes.System)
        {
            int action = ActionOf(draft, body);
            _tables.System.Add(draft.Row).Add(action).Insert();
            if (draft.Chat.IsGroup && body.Event is SystemEvent.GroupCreated or SystemEvent.ParticipantAdded)
            {
                _tables.SystemGroup.Add(draft.Row).Add(body.Subjects.Any(IsOwner)).Insert();
            }
        }

        if (body.Event == SystemEvent.NumberChanged && body.Subjects.Count == 2)
        {
            _tables.SystemNumber.Add(draft.Row).Add(jids.Row(body.Subjects[0])).Add(jids.Row(body.Subjects[1])).Insert();
        }
        else
        {
            foreach (string subject in body.Subjects)
            {
                _tables.SystemParticipant.Add(draft.Row).Add(jids.Row(subject)).Insert();
            }
        }

        if (draft.Raw.Text("old") is { } old)
        {
            _tables.SystemValue.Add(draft.Row).Add(old).Insert();
        }

        if (draft.Raw.Truth("blocked") is { } blocked)
        {
            _tables.SystemBlock.Add(draft.Row).Add(blocked).Insert();
        }

        if (draft.Raw.Number("timerSeconds") is { } seconds)
        {
            _tables.TimerSetting.Add(draft.Row).Add(seconds).Insert();
        }
    }

    private int ActionOf(MessageDraft draft, SystemBody body)
    {
        if (source.Platform == "android" && draft.Raw.Number("action") is >= 0 and <= int.MaxValue and { } action && MessageTypes.EventOf(action) == body.Event)
        {
            return (int)action;
        }

        int ofEvent = MessageCodes.OfEvent(body);
        if (ofEvent != 0)
        {
            return ofEvent;
        }

        if (source.Platform == "ios" && MessageCodes.OfIosEvent(draft.Raw.Number("type"), draft.Raw.Number("event")) is { } known)
        {
            return known;
        }

        losses.Add(draft.Message.Kind, AndroidLosses.EventUnknown);
        return 0;
    }
}
