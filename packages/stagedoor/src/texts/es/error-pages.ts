import type { errorPages as english } from '../en/error-pages.ts';

export const errorPages: Record<keyof typeof english, string> = {
  'error.400.title': 'No hemos podido leerlo',
  'error.400.text': 'La solicitud ha llegado dañada o incompleta. Vuelve atrás y envíala otra vez.',
  'error.403.title': 'Esta puerta sigue cerrada',
  'error.403.text':
    'Tu cuenta no tiene permiso para esta página. Si crees que debería tenerlo, pregunta a quienes llevan el sitio.',
  'error.404.title': 'Aquí no hay nada',
  'error.404.text': 'La página se movió o se eliminó, o la dirección tiene una errata.',
  'error.405.title': 'Por ahí no',
  'error.405.text': 'Esta dirección existe, pero no se abre así. Empieza por la página de inicio.',
  'error.410.title': 'Esto ya no está',
  'error.410.text': 'Lo que había aquí se ha eliminado para siempre.',
  'error.413.title': 'Es demasiado grande',
  'error.413.text': 'Lo que has enviado supera lo que admite este sitio. Envía menos de una vez.',
  'error.429.title': 'Un momento, por favor',
  'error.429.text': 'Ha habido demasiados intentos en poco tiempo.',
  'error.wait': 'Vuelve a intentarlo en {{wait}}.',
  'error.500.title': 'Algo se ha roto por nuestra parte',
  'error.500.text': 'No has sido tú. El fallo ha quedado anotado; vuelve a intentarlo dentro de un rato.',
  'error.503.title': 'Ahora mismo no damos abasto',
  'error.503.text':
    'El sitio tiene más trabajo del que puede atender en este momento. No se ha perdido nada.',
  'error.csrf.title': 'Este formulario ya no es válido',
  'error.csrf.text':
    'Se abrió hace demasiado tiempo, en otra sesión, o viene de otro sitio, así que no lo hemos usado. Recarga la página y envíalo otra vez. Las cookies deben estar permitidas.',
  'error.code': 'Error {{code}}',
  'error.reference': 'Referencia',
  'error.home': 'Ir al inicio',
  'error.back': 'Volver al formulario',

  'dev_mail.title': 'Correo capturado',
  'dev_mail.lead': 'Solo en desarrollo: el correo no pasa de esta página.',
  'dev_mail.empty_title': 'Todavía no hay correo',
  'dev_mail.empty': 'Aquí aparece lo que envía el sitio. Regístrate para ver el primer mensaje.',
  'dev_mail.to': 'Para',
  'dev_mail.back': 'Todo el correo',
  'dev_mail.html': 'Como HTML',
  'dev_mail.text': 'Como texto',
  'dev_mail.frame_title': 'El mensaje como HTML',
};
