import type { errorPages as english } from '../en/error-pages.ts';

export const errorPages: Record<keyof typeof english, string> = {
  'error.400.title': 'No se ha podido leer la solicitud',
  'error.400.text': 'Ha llegado dañada o incompleta. Vuelve atrás y envíala otra vez.',
  'error.403.title': 'No tienes acceso a esta página',
  'error.403.text':
    'Tu cuenta no tiene permiso para verla. Si crees que debería tenerlo, pregunta a quienes llevan este sitio.',
  'error.404.title': 'Página no encontrada',
  'error.404.text': 'Se ha movido o eliminado, o el enlace no es correcto.',
  'error.405.title': 'Esto no se puede hacer aquí',
  'error.405.text':
    'La página existe, pero no se puede abrir de esta manera. Empieza por la página de inicio.',
  'error.410.title': 'Esta página se ha eliminado',
  'error.410.text': 'Lo que había aquí se ha borrado y no vuelve.',
  'error.413.title': 'Esto es demasiado grande',
  'error.413.text': 'Lo que has enviado supera lo que admite este sitio. Envía menos de una vez.',
  'error.429.title': 'Espera un momento',
  'error.429.text': 'Ha habido demasiados intentos en poco tiempo.',
  'error.wait': 'Vuelve a intentarlo en {{wait}}.',
  'error.500.title': 'Algo ha fallado por nuestra parte',
  'error.500.text': 'No es culpa tuya. Hemos anotado el error; vuelve a intentarlo más tarde.',
  'error.503.title': 'El sitio está ocupado ahora mismo',
  'error.503.text': 'En este momento tiene más trabajo del que puede atender.',
  'error.csrf.title': 'Este formulario ya no se puede enviar',
  'error.csrf.text':
    'Se abrió hace demasiado tiempo o en otra sesión, o se envió desde otro sitio. No ha cambiado nada. Recarga la página y envíalo otra vez. Este sitio necesita cookies.',
  'error.code': 'Error {{code}}',
  'error.reference': 'Referencia',
  'error.home': 'Ir a la página de inicio',
  'error.back': 'Volver al formulario',

  'dev_mail.title': 'Buzón de desarrollo',
  'dev_mail.lead': 'En desarrollo ningún correo sale de esta máquina. Se guardan aquí.',
  'dev_mail.empty_title': 'Todavía no hay correos',
  'dev_mail.empty': 'Aquí aparecen los correos que envía el sitio. Crea una cuenta para ver el primero.',
  'dev_mail.to': 'Para',
  'dev_mail.back': 'Todos los correos',
  'dev_mail.html': 'Como HTML',
  'dev_mail.text': 'Como texto',
  'dev_mail.frame_title': 'El correo como HTML',
};
