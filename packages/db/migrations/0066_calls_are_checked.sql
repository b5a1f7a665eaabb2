alter table message validate constraint message_called_check;
